// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { HostOrders } from '../messaging/site-commands.ts';
import { createReporter } from './reporter.ts';

const inAddress: HostOrders['rules'] = [{ id: 'a', visitor: { kind: 'query', name: 'visitor' } }];
const inText: HostOrders['rules'] = [{ id: 't', visitor: { kind: 'selector', selector: '#id' } }];
const ask = vi.fn(async (_name: string, _data: object): Promise<true | undefined> => true);
let reporter: ReturnType<typeof createReporter>;
let ending: AbortController;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  ask.mockClear();
  go('?visitor=ada');
  document.body.innerHTML = '<b id="id">ada</b><i></i>';
  ending = new AbortController();
  reporter = createReporter({ ask: ask as never });
  reporter.listen(ending.signal);
});
afterEach(() => {
  reporter.end();
  ending.abort();
  Reflect.deleteProperty(window, 'navigation');
  vi.useRealTimers();
});

const go = (address: string) => history.replaceState(null, '', address);
const reported = () =>
  ask.mock.calls.map(([, { findings }]: [string, { findings?: { visitor: string }[] }]) =>
    findings?.map(({ visitor }) => visitor),
  );
/** As in browsers that say when an app changes the address. */
function withNavigation(): EventTarget {
  const navigation = new EventTarget();
  Object.assign(window, { navigation });
  return navigation;
}
/** The page has had its turn, and the calm is over. */
async function calm(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
  vi.advanceTimersByTime(150);
}
const text = (now: string) => {
  const element = document.querySelector('#id');
  if (element) element.textContent = now;
};

describe('a page is reported', () => {
  it('at once, and once, as what its rules find', async () => {
    reporter.begin(inAddress);
    expect(ask).toHaveBeenCalledExactlyOnceWith('host/report', { findings: [{ ruleId: 'a', visitor: 'ada' }] });
    dispatchEvent(new Event('popstate'));
    await calm();
    expect(ask).toHaveBeenCalledTimes(1);
  });

  it('even when it names nobody, so that nobody is taken for the last one', () => {
    reporter.begin([]);
    expect(reported()).toEqual([[]]);
  });

  it.each(['popstate', 'hashchange'])('when its address changed: %s', async (event) => {
    reporter.begin(inAddress);
    go('?visitor=bob');
    dispatchEvent(new Event(event));
    await calm();
    expect(reported()).toEqual([['ada'], ['bob']]);
  });

  it('when it goes from one view to another by itself', async () => {
    const navigation = withNavigation();
    reporter.listen(ending.signal);
    reporter.begin(inAddress);
    go('?visitor=bob');
    navigation.dispatchEvent(new Event('currententrychange'));
    await calm();
    expect(reported()).toEqual([['ada'], ['bob']]);
    ending.abort();
    go('?visitor=carla');
    navigation.dispatchEvent(new Event('currententrychange'));
    await calm();
    expect(reported()).toHaveLength(2);
  });

  it('when its text changed, once for many changes', async () => {
    reporter.begin(inText);
    for (const name of ['b', 'bo', 'bob']) {
      text(name);
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(reported()).toEqual([['ada']]);
    await calm();
    expect(reported()).toEqual([['ada'], ['bob']]);
  });

  it('while it never stops changing, at most every 150 ms', async () => {
    reporter.begin(inText);
    for (let ms = 0; ms < 1500; ms += 10) {
      text(`visitor-${ms}`);
      await new Promise((resolve) => setImmediate(resolve));
      vi.advanceTimersByTime(10);
    }
    expect(reported().length).toBeGreaterThan(8);
    expect(reported().length).toBeLessThan(12);
  });

  it('not when something changed that no rule reads', async () => {
    reporter.begin(inText);
    document.querySelector('i')?.append('busy');
    await calm();
    expect(reported()).toHaveLength(1);
  });

  it('when its app changes the address where no browser says so', async () => {
    reporter.begin(inAddress);
    go('?visitor=bob');
    text('changed');
    await new Promise((resolve) => setImmediate(resolve));
    await calm();
    expect(reported()).toEqual([['ada'], ['bob']]);
  });

  it('even unchanged when it comes back from the browser’s cache: another was in its tab', async () => {
    reporter.begin(inAddress);
    await calm();
    dispatchEvent(Object.assign(new Event('pageshow'), { persisted: false }));
    await calm();
    expect(reported()).toEqual([['ada']]);
    dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }));
    await calm();
    expect(reported()).toEqual([['ada'], ['ada']]);
  });

  it('one after the other, and in the end as it is then', async () => {
    let hear = (_: true) => {};
    const answer = new Promise<true>((resolve) => {
      hear = resolve;
    });
    ask.mockReturnValueOnce(answer);
    reporter.begin(inText);
    for (const name of ['b', 'bo', 'bob']) {
      text(name);
      await calm();
    }
    expect(reported()).toEqual([['ada']]);
    hear(true);
    await calm();
    expect(reported()).toEqual([['ada'], ['bob']]);
  });

  it('again when nobody heard it, a few times', async () => {
    for (let time = 0; time < 20; time++) ask.mockResolvedValueOnce(undefined);
    reporter.begin(inText);
    for (let second = 0; second < 20; second++) {
      await new Promise((resolve) => setImmediate(resolve));
      vi.advanceTimersByTime(1000);
    }
    expect(reported()).toEqual(Array.from({ length: 6 }, () => ['ada']));
    ask.mockReset();
    ask.mockResolvedValue(true);
  });

  it('not for its text when the rules read its address alone', async () => {
    withNavigation();
    reporter.begin(inAddress);
    go('?visitor=bob');
    text('changed');
    await calm();
    expect(reported()).toEqual([['ada']]);
  });

  it('anew with new rules, even when they find the same', async () => {
    reporter.begin(inAddress);
    reporter.begin(inAddress);
    reporter.begin(inText);
    expect(reported()).toEqual([['ada'], ['ada'], ['ada']]);
    reporter.begin(inAddress);
    text('bob');
    await calm();
    expect(reported()).toHaveLength(4);
  });

  it('no more after the end, not even what was due', async () => {
    reporter.begin(inText);
    text('bob');
    await new Promise((resolve) => setImmediate(resolve));
    reporter.end();
    await calm();
    text('carla');
    await calm();
    expect(reported()).toEqual([['ada']]);
  });
});
