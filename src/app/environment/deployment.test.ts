import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from '../../engine/plan/dub-plan';
import { checkDeployment, DEFAULT_DEPLOYMENT, labelPlaces, lockedSettings } from './deployment';

describe('deployment.json', () => {
  it('may leave out what is as by default', () => {
    expect(checkDeployment({})).toEqual(DEFAULT_DEPLOYMENT);
    expect(checkDeployment({ labelLocked: true, labelPlace: 'top', producer: '示例单位' })).toEqual({
      ...DEFAULT_DEPLOYMENT,
      ...{ labelLocked: true, labelPlace: 'top', producer: '示例单位' },
    });
    const hospital = {
      ...{ organisation: '示例医院', contact: 'it@example.org', language: 'zh', sharedComputer: true },
      ...{ consentName: true, ownNetworks: false, storageRules: { resultDays: 7, inputDays: null } },
      farm: { path: '/farm/' },
    };
    expect(checkDeployment(hospital)).toEqual({ ...DEFAULT_DEPLOYMENT, ...hospital });
  });

  it.each([
    [null],
    [[]],
    ['locked'],
    [{ labelLocked: 'yes' }],
    [{ labelPlace: 'middle' }],
    [{ labelPlace: 'off' }],
    [{ producer: ' ' }],
    [{ labelLock: true }],
    [{ organisation: '' }],
    [{ contact: 7 }],
    [{ language: 'de' }],
    [{ sharedComputer: 1 }],
    [{ consentName: 'yes' }],
    [{ storageRules: { resultDays: -1 } }],
    [{ storageRules: { days: 1 } }],
    [{ farm: 'farm/' }],
    [{ farm: { path: 'farm' } }],
    [{ farm: { path: '//elsewhere.example/' } }],
    [{ farm: { path: 'https://elsewhere.example/' } }],
    [{ farm: { path: '../farm/' } }],
    [{ farm: { path: '/' } }],
    [{ farm: { path: 'farm/', token: 'x' } }],
  ])('is not understood where it says %j', (value) => {
    expect(checkDeployment(value)).toBeNull();
  });
});

describe('settings under a deployment', () => {
  const off = { ...DEFAULT_SETTINGS, label: 'off' } as const;

  it('are the user’s own where nothing is locked', () => {
    expect(lockedSettings(off, DEFAULT_DEPLOYMENT)).toBe(off);
  });

  it('bear the label where it is locked, at its place or the user’s', () => {
    const locked = { ...DEFAULT_DEPLOYMENT, labelLocked: true };
    expect(lockedSettings(off, locked).label).toBe('top-right');
    expect(lockedSettings({ ...off, label: 'bottom' }, locked).label).toBe('bottom');
    expect(lockedSettings({ ...off, label: 'bottom' }, { ...locked, labelPlace: 'top-left' }).label).toBe(
      'top-left',
    );
  });

  it('offer no way around a locked label', () => {
    const locked = { ...DEFAULT_DEPLOYMENT, labelLocked: true };
    expect(labelPlaces(DEFAULT_DEPLOYMENT)).toContain('off');
    expect(labelPlaces(locked)).not.toContain('off');
    expect(labelPlaces({ ...locked, labelPlace: 'top' })).toEqual(['top']);
  });
});
