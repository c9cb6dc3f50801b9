import { writeFileSync } from 'node:fs';
import type { CDPSession } from '@playwright/test';
import type { Driver } from './driver.ts';

type Reply = { id?: number; result?: Record<string, unknown>; error?: { message: string } };
type Send = (method: string, params?: object) => Promise<Record<string, unknown>>;

/** Drives a page that Playwright leaves alone, such as the real popup: no tab, so no page of its own to it. */
export async function driveBareTarget(session: CDPSession, targetId: string): Promise<Driver> {
  const send = await attach(session, targetId);
  const mouse = (type: string, x: number, y: number) =>
    send('Input.dispatchMouseEvent', { type, x, y, button: 'left', clickCount: 1 });
  const keyboard = async () => {
    throw new Error('keys for the popup come from the screen: use the key() and type() of the window');
  };
  return {
    async evaluate(source) {
      const answer = await send('Runtime.evaluate', { expression: source, awaitPromise: true, returnByValue: true });
      if (answer.exceptionDetails) throw new Error(JSON.stringify(answer.exceptionDetails));
      return (answer.result as { value?: unknown }).value;
    },
    async click(x, y) {
      for (const type of ['mouseMoved', 'mousePressed', 'mouseReleased']) await mouse(type, x, y);
    },
    keyDown: keyboard,
    keyUp: keyboard,
    type: keyboard,
    startNavigation: (url) => void send('Page.navigate', { url }).catch(() => {}),
    async screenshot(path) {
      writeFileSync(path, Buffer.from(String((await send('Page.captureScreenshot')).data), 'base64'));
    },
    close: async () => void (await session.send('Target.closeTarget', { targetId })),
  };
}

/** Playwright's sessions cannot address a session of their own, so messages travel inside messages. */
async function attach(session: CDPSession, targetId: string): Promise<Send> {
  const { sessionId } = await session.send('Target.attachToTarget', { targetId, flatten: false });
  const waiting = new Map<number, (reply: Reply) => void>();
  session.on('Target.receivedMessageFromTarget', (event) => {
    const reply: Reply = JSON.parse(event.message);
    if (event.sessionId === sessionId && reply.id !== undefined) waiting.get(reply.id)?.(reply);
  });
  session.on('Target.detachedFromTarget', (event) => {
    if (event.sessionId === sessionId)
      for (const settle of waiting.values()) settle({ error: { message: 'it closed' } });
  });
  let last = 0;
  return async (method, params = {}) => {
    const id = ++last;
    const replied = new Promise<Reply>((resolve) => waiting.set(id, resolve));
    await session.send('Target.sendMessageToTarget', { sessionId, message: JSON.stringify({ id, method, params }) });
    const { result, error } = await replied;
    waiting.delete(id);
    if (error) throw new Error(`${method}: ${error.message}`);
    return result ?? {};
  };
}
