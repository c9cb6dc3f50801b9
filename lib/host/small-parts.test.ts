// @vitest-environment happy-dom
import { describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { err, ok } from '../result.ts';
import { trusted } from '../testing/popover.ts';
import { clamp, drag } from './drag.ts';
import { createLine } from './line.ts';
import { createPatience } from './patience.ts';

describe('the line to the background', () => {
  const send = (said: unknown) => vi.spyOn(fakeBrowser.runtime, 'sendMessage').mockImplementation(async () => said);

  it('gives the value of an answer, and nothing for a failure or junk', async () => {
    const line = createLine(vi.fn());
    send(ok({ nonce: 'n' }));
    expect(await line.ask('host/open', {})).toEqual({ nonce: 'n' });
    for (const said of [err({ kind: 'no-access' }), undefined, null, 'junk', { value: 1 }]) {
      send(said);
      expect(await line.ask('host/open', {})).toBeUndefined();
    }
  });

  it('F15 says once that it is dead, and then asks nothing', async () => {
    const { id } = fakeBrowser.runtime;
    const gone = vi.fn();
    const line = createLine(gone);
    const sent = send(ok(undefined));
    Reflect.set(fakeBrowser.runtime, 'id', undefined);
    await Promise.all([line.ask('host/hello', {}), line.ask('host/hello', {})]);
    expect(line.check()).toBe(false);
    Reflect.set(fakeBrowser.runtime, 'id', id);
    expect(await line.ask('host/hello', {})).toBeUndefined();
    expect(gone).toHaveBeenCalledTimes(1);
    expect(sent).not.toHaveBeenCalled();
  });

  it('F15 notices a death that happens while it asks', async () => {
    const { id } = fakeBrowser.runtime;
    const gone = vi.fn();
    vi.spyOn(fakeBrowser.runtime, 'sendMessage').mockImplementation(async () => {
      Reflect.set(fakeBrowser.runtime, 'id', undefined);
      throw new Error('Extension context invalidated.');
    });
    expect(await createLine(gone).ask('host/hello', {})).toBeUndefined();
    Reflect.set(fakeBrowser.runtime, 'id', id);
    expect(gone).toHaveBeenCalledTimes(1);
  });
});

describe('patience', () => {
  it('ends with the fourth time within ten seconds', () => {
    const clock = { now: 0 };
    const isTooOften = createPatience(() => clock.now);
    expect([isTooOften(), isTooOften(), isTooOften()]).toEqual([false, false, false]);
    clock.now = 9_999;
    expect(isTooOften()).toBe(true);
    clock.now = 19_998;
    expect([isTooOften(), isTooOften(), isTooOften()]).toEqual([false, false, true]);
  });
});

describe('a part that can be dragged', () => {
  function hold() {
    const part = document.body.appendChild(document.createElement('div'));
    part.setPointerCapture = vi.fn();
    const onMove = vi.fn();
    const onDrop = vi.fn();
    const wasDragged = drag(part, { onMove, onDrop });
    const pointer = (type: string, clientX = 0, { isReal = true, button = 0 } = {}) => {
      const event = new PointerEvent(type, { clientX, clientY: 0, button, bubbles: true });
      part.dispatchEvent(isReal ? trusted(event) : event);
    };
    return { onMove, onDrop, wasDragged, pointer };
  }

  it('follows the pointer until it is let go', () => {
    const { onMove, onDrop, wasDragged, pointer } = hold();
    pointer('pointerdown');
    pointer('pointermove', 20);
    pointer('pointermove', 2);
    pointer('lostpointercapture');
    pointer('pointermove', 40);
    expect(onMove).toHaveBeenCalledTimes(2);
    expect(onDrop).toHaveBeenCalledTimes(1);
    expect(wasDragged()).toBe(true);
  });

  it('stays for a trembling hand, which clicks', () => {
    const { onMove, onDrop, wasDragged, pointer } = hold();
    pointer('pointerdown');
    pointer('pointermove', 4);
    pointer('lostpointercapture');
    expect([onMove.mock.calls, onDrop.mock.calls, wasDragged()]).toEqual([[], [], false]);
  });

  it.each([
    ['the page', { isReal: false }],
    ['another button', { button: 2 }],
  ])('stays for %s', (_, by) => {
    const { onMove, onDrop, pointer } = hold();
    pointer('pointerdown', 0, by);
    pointer('pointermove', 50);
    pointer('lostpointercapture');
    expect([onMove.mock.calls, onDrop.mock.calls]).toEqual([[], []]);
  });

  it('is a click again after a drag', () => {
    const { wasDragged, pointer } = hold();
    pointer('pointerdown');
    pointer('pointermove', 50);
    pointer('lostpointercapture');
    pointer('pointerdown', 50);
    expect(wasDragged()).toBe(false);
  });

  it.each([
    [279.6, 280],
    [300.4, 300],
    [999, 480],
    [Number.NEGATIVE_INFINITY, 280],
  ])('is never narrower or wider than it may be: %d', (value, expected) => {
    expect(clamp(value, 280, 480)).toBe(expected);
  });
});
