import { LOCALES, type Language } from './languages';

/** Figures as the user's language writes them. */
export type Format = ReturnType<typeof createFormat>;

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

/** Chinese sets a space between a figure and its unit; browsers leave it out. */
const spaced = (text: string) => text.replace(/(?<=\d)(?=\p{Script=Han})/u, ' ');

export function createFormat(language: Language) {
  const locale = LOCALES[language];
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
  const shift = new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: 'millisecond',
    unitDisplay: 'short',
    signDisplay: 'exceptZero',
  });
  const rate = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 });
  const date = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'medium' });
  const moment = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'medium' });
  // Making one is slow, and a list that scrolls asks for many.
  const units = new Map<string, Intl.NumberFormat>();
  const unit = (value: number, name: string, digits = 0, unitDisplay: 'short' | 'long' = 'short') => {
    const key = `${name} ${digits} ${unitDisplay}`;
    const options = { style: 'unit', unit: name, unitDisplay, maximumFractionDigits: digits } as const;
    const made = units.get(key) ?? new Intl.NumberFormat(locale, options);
    units.set(key, made);
    return spaced(made.format(value));
  };
  return {
    /** `fraction` 0–1; never says 100 % before the end. */
    percent: (fraction: number) => percent.format(Math.floor(fraction * 100) / 100),
    /** A part or a multiple of a whole, 1 being 100 %, to the nearest percent. */
    share: (factor: number) => percent.format(factor),
    /** A shift in time, seconds, with its sign: +40 ms. */
    shift: (seconds: number) => spaced(shift.format(Math.round(1000 * seconds))),
    /** Bytes in powers of 1000, as disks and downloads are counted. */
    bytes(count: number): string {
      let power = 0;
      let value = count;
      // 999.95 would be shown as 1,000.
      while (value >= 999.5 && power < UNITS.length - 1) {
        value /= 1000;
        power++;
      }
      // English writes "0 byte".
      if (power === 0) return `${Math.round(value)} B`;
      return unit(value, UNITS[power] ?? 'byte', value < 10 && power > 1 ? 1 : 0);
    },
    /** A position or a length: 0:07.4 below ten seconds, 1:05, 1:02:03. What is below zero, by clocks that differ, is zero. */
    clock(seconds: number, tenths = false): string {
      // 2.4 is a little less than that in binary.
      const count = Math.floor(Math.max(0, seconds) * 10 + 1e-6);
      const whole = Math.floor(count / 10);
      const [h, m, s] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
      const two = (value: number) => String(value).padStart(2, '0');
      const rest = tenths ? `.${count % 10}` : '';
      return h > 0 ? `${h}:${two(m)}:${two(s)}${rest}` : `${m}:${two(s)}${rest}`;
    },
    /** A stretch of time in words, rounded to what a person wants to know. */
    stretch(seconds: number): string {
      const long = (value: number, name: string, digits = 0) =>
        // The "long" form is too long in Chinese.
        unit(value, name, digits, language === 'zh' ? 'short' : 'long');
      if (seconds < 60)
        return long(Math.max(1, seconds < 20 ? Math.ceil(seconds) : 5 * Math.ceil(seconds / 5)), 'second');
      if (seconds < 5400) return long(Math.round(seconds / 60), 'minute');
      return long(Math.round(seconds / 360) / 10, 'hour', 1);
    },
    /** Measured seconds, for figures side by side. */
    seconds: (value: number) => unit(value, 'second', value < 10 ? 2 : 1),
    fps: (value: number) => `${rate.format(value)} fps`,
    kilohertz: (hertz: number) => `${rate.format(hertz / 1000)} kHz`,
    date: (milliseconds: number) => date.format(milliseconds),
    /** Without the time of day. */
    day: (milliseconds: number) => day.format(milliseconds),
    /** With seconds. */
    moment: (milliseconds: number) => moment.format(milliseconds),
  };
}
