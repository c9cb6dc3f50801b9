import { describe, expect, it } from 'vitest';
import { browser } from 'wxt/browser';
import { createFrames } from './frames.ts';
import { frameIn, hostIn, TAB } from './testing.ts';

describe('G-S5 a frame inside a site', () => {
  it('is ours when it shows the nonce that its host was given, once', async () => {
    const frames = createFrames();
    const nonce = await frames.invite(TAB);
    expect(await frames.isProven(frameIn())).toBe(false);
    expect(await frames.prove(nonce, frameIn())).toBe(true);
    expect(await frames.isProven(frameIn())).toBe(true);
    expect(await frames.prove(nonce, frameIn())).toBe(false);
    expect(await frames.prove(nonce, frameIn(TAB, 4))).toBe(false);
    expect(await frames.isProven(frameIn(TAB, 4))).toBe(false);
  });

  it.each([
    ['of another tab', frameIn(TAB + 1)],
    ['without a tab', { page: 'frame', frameId: 3 } as const],
    ['without a number', { page: 'frame', tabId: TAB } as const],
  ])('is not ours when it is one %s, which does not use up the nonce', async (_, from) => {
    const frames = createFrames();
    const nonce = await frames.invite(TAB);
    expect(await frames.prove(nonce, from)).toBe(false);
    expect(await frames.isProven(from)).toBe(false);
    expect(await frames.prove(nonce, frameIn())).toBe(true);
  });

  it.each(['', 'guess', '__proto__', 'constructor', 'toString'])(
    'is not ours with the unknown nonce "%s"',
    async (nonce) => {
      const frames = createFrames();
      await frames.invite(TAB);
      expect(await frames.prove(nonce, frameIn())).toBe(false);
      expect(await frames.isProven(frameIn())).toBe(false);
    },
  );

  it('wins alone when several show one nonce at the same time', async () => {
    const frames = createFrames();
    const nonce = await frames.invite(TAB);
    const all = [3, 4, 5, 6].map((frameId) => frameIn(TAB, frameId));
    const won = await Promise.all(all.map((from) => frames.prove(nonce, from)));
    expect(won.filter(Boolean)).toHaveLength(1);
    const proven = await Promise.all(all.map(frames.isProven));
    expect(proven).toEqual(won);
  });

  it('is no longer ours when the next is invited into its tab; other tabs keep theirs', async () => {
    const frames = createFrames();
    await frames.prove(await frames.invite(TAB), frameIn());
    await frames.prove(await frames.invite(TAB + 1), frameIn(TAB + 1));
    const [old, next] = [await frames.invite(TAB), await frames.invite(TAB)];
    expect(await frames.isProven(frameIn())).toBe(false);
    expect(await frames.prove(old, frameIn())).toBe(false);
    expect(await frames.prove(next, frameIn(TAB, 9))).toBe(true);
    expect(await frames.isProven(frameIn(TAB + 1))).toBe(true);
  });

  it('is no longer ours when it was closed, nor is a nonce that nobody showed', async () => {
    const frames = createFrames();
    await frames.prove(await frames.invite(TAB), frameIn());
    await frames.forget(TAB);
    expect(await frames.isProven(frameIn())).toBe(false);
    const nonce = await frames.invite(TAB);
    await frames.forget(TAB);
    expect(await frames.prove(nonce, frameIn())).toBe(false);
  });

  it('is still ours after the background was stopped and started', async () => {
    const nonce = await createFrames().invite(TAB);
    expect(await createFrames().prove(nonce, frameIn())).toBe(true);
    expect(await createFrames().isProven(frameIn())).toBe(true);
  });

  it('is told from the host and from another frame of its tab', async () => {
    const frames = createFrames();
    await frames.prove(await frames.invite(TAB), frameIn());
    expect(await frames.isProven(hostIn())).toBe(false);
    expect(await frames.isProven(frameIn(TAB, 33))).toBe(false);
  });

  it.each([null, 'junk', 7, [], { nonce: 'ours' }, { nonce: { tabId: 'x', frameId: 3 } }])(
    'is not ours because of %j in storage, and the next one works',
    async (junk) => {
      await browser.storage.session.set({ frames: junk });
      const frames = createFrames();
      expect(await frames.isProven(frameIn())).toBe(false);
      expect(await frames.prove('nonce', frameIn())).toBe(false);
      expect(await frames.prove(await frames.invite(TAB), frameIn())).toBe(true);
    },
  );

  it('gets a nonce that nobody can guess', async () => {
    const frames = createFrames();
    const nonces = await Promise.all(Array.from({ length: 20 }, (_, tabId) => frames.invite(tabId)));
    expect(new Set(nonces)).toHaveLength(20);
    expect(nonces.every((nonce) => nonce.length >= 32)).toBe(true);
  });
});
