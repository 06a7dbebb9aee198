import { expose, wrap } from 'comlink';
import { expect, it } from 'vitest';
import { moving } from './move';

type Message = {
  readonly plan: { readonly base: Int32Array; readonly deep: { readonly mix: Float32Array } };
};

it('moves the arrays of an argument and of an answer, each buffer once', async () => {
  const { port1, port2 } = new MessageChannel();
  let kept: Message | undefined;
  expose({ echo: (message: Message) => moving((kept = message)) }, port2);
  const { echo } = wrap<{ echo(message: Message): Message }>(port1);
  const base = Int32Array.of(1, 2, 3);
  const mix = new Float32Array(base.buffer, 4, 1);
  const message = { plan: { base, deep: { mix } } };
  const answer = await echo(moving(message, message.plan));
  expect([base.length, kept?.plan.base.length]).toEqual([0, 0]);
  expect([...answer.plan.base]).toEqual([1, 2, 3]);
  expect(answer.plan.deep.mix.buffer).toBe(answer.plan.base.buffer);
  port1.close();
});
