// @vitest-environment happy-dom
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { err, ok } from '../result.ts';
import { proveFrame } from './frame.ts';

const answer = (said: unknown) => vi.spyOn(fakeBrowser.runtime, 'sendMessage').mockImplementation(async () => said);

beforeEach(() => {
  location.hash = '';
});

describe('G-S5 a frame', () => {
  it('shows the nonce of its address, and learns which tab is around it', async () => {
    location.hash = '#nonce-1';
    const asked = answer(ok({ tabId: 7 }));
    expect(await proveFrame()).toEqual({ id: 7 });
    expect(asked).toHaveBeenCalledExactlyOnceWith({ name: 'frame/hello', data: { nonce: 'nonce-1' } });
  });

  it('is not ours without a nonce, and asks nothing', async () => {
    const asked = answer(ok({ tabId: 7 }));
    expect(await proveFrame()).toBeUndefined();
    expect(asked).not.toHaveBeenCalled();
  });

  it.each([
    ['a nonce that is not good', err({ kind: 'unproven' })],
    ['no answer', undefined],
  ])('is not ours with %s', async (_, said) => {
    location.hash = '#nonce-1';
    answer(said);
    expect(await proveFrame()).toBeUndefined();
  });
});
