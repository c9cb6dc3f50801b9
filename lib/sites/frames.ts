import * as z from 'zod/mini';
import type { From } from '../messaging/sender.ts';
import { sessionItem } from '../storage/session.ts';

/** The frames that hosts have mounted, by nonce. One without a number has not shown itself yet. */
const frames = z.record(z.string(), z.object({ tabId: z.number(), frameId: z.optional(z.number()) }));
type Frames = z.infer<typeof frames>;

/**
 * Which frames are ours. Any page may put our workspace into a frame if it learns its address, but only the one that a host
 * has mounted knows a nonce, and each nonce is good for one frame.
 */
export function createFrames() {
  const stored = sessionItem('frames', frames, {});
  const without = (all: Frames, isGone: (frame: Frames[string]) => boolean): Frames =>
    Object.fromEntries(Object.entries(all).filter(([, frame]) => !isGone(frame)));
  return {
    /** A nonce for the next frame of a tab, of which there is one at a time: earlier ones are void. */
    invite: (tabId: number): Promise<string> =>
      stored.update((all) => {
        const nonce = crypto.randomUUID();
        return [{ ...without(all, (frame) => frame.tabId === tabId), [nonce]: { tabId } }, nonce];
      }),
    /** Whether this frame is the one that was invited; true once for each nonce. */
    prove: (nonce: string, { tabId, frameId }: From): Promise<boolean> =>
      stored.update((all) => {
        const invited = Object.hasOwn(all, nonce) ? all[nonce] : undefined;
        const isInvited = invited?.tabId === tabId && invited?.frameId === undefined;
        if (tabId === undefined || frameId === undefined || !isInvited) return [all, false];
        return [{ ...all, [nonce]: { tabId, frameId } }, true];
      }),
    isProven: async ({ tabId, frameId }: From): Promise<boolean> =>
      frameId !== undefined &&
      Object.values(await stored.read()).some((frame) => frame.tabId === tabId && frame.frameId === frameId),
    /** The frame was closed, or its tab is gone. */
    forget: (tabId: number): Promise<void> =>
      stored.update((all) => [without(all, (frame) => frame.tabId === tabId), undefined]),
  };
}

export type FrameRegister = ReturnType<typeof createFrames>;
