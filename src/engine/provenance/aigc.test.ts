import { expect, it } from 'vitest';
import { aigcValue } from './aigc';

it('has all seven fields, in their order, all of them texts', () => {
  const fields = JSON.parse(aigcValue({ producer: '示例 "单位"', contentId: '42' })) as Record<
    string,
    unknown
  >;
  expect(Object.entries(fields)).toEqual([
    ['Label', '1'],
    ['ContentProducer', '示例 "单位"'],
    ['ProduceID', '42'],
    ['ReservedCode1', ''],
    ['ContentPropagator', ''],
    ['PropagateID', ''],
    ['ReservedCode2', ''],
  ]);
});
