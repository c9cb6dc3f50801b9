import { describe, expect, it, vi } from 'vitest';
import { browser } from 'wxt/browser';
import { err, ok } from '../result.ts';
import { MOST_RULES, type Rule } from '../storage/items/sites.ts';
import { CRM, createSidebarWorld, hostIn, ruleOf, TAB } from './testing.ts';

const NOT_TEACHING = err({ kind: 'not-teaching' });

async function open(options: Parameters<typeof createSidebarWorld>[0] = {}) {
  const world = createSidebarWorld(options);
  await world.sites.reconcile();
  const rules = async (): Promise<Rule[]> => (await world.sites.find(CRM))?.rules ?? [];
  return {
    ...world,
    rules,
    /** The agent points at something in a tab; gives the rule that is kept. */
    async teach(tabId = TAB): Promise<Rule> {
      await world.teaching.begin(tabId, false);
      await world.teaching.end({ rule: ruleOf('x', { confirmed: 2 }) }, hostIn(tabId));
      const [first] = await rules();
      if (!first) throw new Error('nothing kept');
      return first;
    },
    /** A page says what a rule finds in it; gives whether the agent is asked. */
    async finds(rule: Rule, visitor: string, tabId = TAB, path = '/'): Promise<boolean> {
      const from = { ...hostIn(tabId), url: CRM + path };
      await world.hosts.report({ findings: [{ ruleId: rule.id, visitor }] }, from);
      return (await world.contexts.find(tabId))?.asksAbout === rule.id;
    },
  };
}

describe('G-S4 what was pointed at', () => {
  it('becomes a rule of the site, under an ID of our own and not confirmed, whatever the page says', async () => {
    const { teaching, injected, teach, heard } = await open();
    const rule = await teach();
    expect(injected).toEqual([[TAB, '/teach.js']]);
    expect(rule).toEqual({ ...ruleOf(rule.id), confirmed: 0 });
    expect(rule.id).not.toBe('x');
    expect(heard).toEqual([
      [TAB, 'hide'],
      [CRM, 'report'],
    ]);
    expect(await teaching.end({ rule: ruleOf('y') }, hostIn())).toEqual(NOT_TEACHING);
  });

  it.each([
    ['from a tab that was not asked', hostIn(TAB + 1)],
    ['from nowhere', { page: 'host', origin: CRM } as const],
    ['from a page that is no site', hostIn(TAB, 'null')],
  ])('is not taken %s', async (_, from) => {
    const { teaching, rules } = await open();
    await teaching.begin(TAB, false);
    expect(await teaching.end({ rule: ruleOf('x') }, from)).toEqual(NOT_TEACHING);
    expect(await rules()).toEqual([]);
  });

  it('is not taken from the site to which the tab went meanwhile', async () => {
    const { teaching, contexts, rules } = await open();
    await contexts.show(TAB, { visitorId: '', origin: 'https://shop.example:8443' });
    await teaching.begin(TAB, false);
    expect(await teaching.end({ rule: ruleOf('x') }, hostIn())).toEqual(NOT_TEACHING);
    expect(await rules()).toEqual([]);
    await contexts.show(TAB, { visitorId: '', origin: CRM });
    await teaching.begin(TAB, false);
    expect(await teaching.end({ rule: ruleOf('x') }, hostIn())).toEqual(ok(undefined));
  });

  it('is nothing when the agent gives up, and then nothing is taken any more', async () => {
    const { teaching, rules } = await open();
    await teaching.begin(TAB, false);
    expect(await teaching.end({ rule: null }, hostIn())).toEqual(ok(undefined));
    expect(await teaching.end({ rule: ruleOf('x') }, hostIn())).toEqual(NOT_TEACHING);
    expect(await rules()).toEqual([]);
  });

  it('is taken once, even when the page says it twice at the same time', async () => {
    const { teaching, rules } = await open();
    await teaching.begin(TAB, false);
    const said = await Promise.all([1, 2].map(() => teaching.end({ rule: ruleOf('x') }, hostIn())));
    expect(said).toEqual([ok(undefined), NOT_TEACHING]);
    expect(await rules()).toHaveLength(1);
  });

  it('comes first, and the oldest rule makes room', async () => {
    const { sites, rules, teach } = await open();
    await sites.changeRules(CRM, () => Array.from({ length: MOST_RULES }, (_, i) => ruleOf(`old-${i}`)));
    const rule = await teach();
    const kept = (await rules()).map(({ id }) => id);
    expect(kept).toHaveLength(MOST_RULES);
    expect(kept.slice(0, 2)).toEqual([rule.id, 'old-0']);
    expect(kept).not.toContain(`old-${MOST_RULES - 1}`);
  });

  it('says so when no script comes into the tab', async () => {
    const { teaching } = await open({ shut: [TAB] });
    expect(await teaching.begin(TAB, false)).toEqual(err({ kind: 'no-access' }));
  });

  it('says so when it cannot be kept', async () => {
    const { teaching, sites, heard } = await open();
    await teaching.begin(TAB, false);
    await browser.storage.local.set({ [`site:${CRM}`]: { v: 99, data: {} } });
    expect(await teaching.end({ rule: ruleOf('x') }, hostIn())).toEqual(err({ kind: 'storage-newer' }));
    expect(await sites.find(CRM)).toBeUndefined();
    expect(heard).toEqual([[TAB, 'hide']]);
  });

  it('can be said again when it could not be kept', async () => {
    const { teaching, rules } = await open();
    await teaching.begin(TAB, false);
    vi.spyOn(browser.storage.local, 'set').mockRejectedValueOnce(new Error('full'));
    expect(await teaching.end({ rule: ruleOf('x') }, hostIn())).toEqual(err({ kind: 'storage-unavailable' }));
    expect(await teaching.end({ rule: ruleOf('x') }, hostIn())).toEqual(ok(undefined));
    expect(await rules()).toHaveLength(1);
  });

  it.each([
    ['comes back', true, ['hide', 'show']],
    ['stays closed', false, ['hide']],
  ] as const)(
    'needs room: the sidebar of the page goes, and %s afterwards, as it was',
    async (_, isFromFrame, said) => {
      const { teaching, heard } = await open();
      await teaching.begin(TAB, isFromFrame);
      await teaching.end({ rule: null }, hostIn());
      expect(heard).toEqual(said.map((word) => [TAB, word]));
    },
  );
});

describe('a taught rule', () => {
  it('needs no question on the page on which it was taught, but on the next', async () => {
    const { teach, finds } = await open();
    const rule = await teach();
    expect(await finds(rule, 'ada')).toBe(false);
    expect(await finds(rule, 'ada')).toBe(false);
    expect(await finds(rule, 'bob')).toBe(true);
    expect(await finds(rule, 'carla', TAB + 1)).toBe(true);
  });

  it('that finds the same on every page is asked about on the next', async () => {
    const { teach, finds } = await open();
    const rule = await teach();
    expect(await finds(rule, 'ada', TAB, '/customers/1')).toBe(false);
    expect(await finds(rule, 'ada', TAB, '/customers/2')).toBe(true);
  });

  it('asks no more after two further pages', async () => {
    const { teach, finds, rules, teaching } = await open();
    const rule = await teach();
    await finds(rule, 'ada');
    for (const visitor of ['bob', 'carla']) {
      expect(await finds(rule, visitor)).toBe(true);
      expect(await teaching.confirm(TAB, { visitorId: visitor, isRight: true })).toEqual(ok(undefined));
    }
    expect(await rules()).toEqual([{ ...rule, confirmed: 2 }]);
    expect(await finds(rule, 'dora')).toBe(false);
  });

  it('is not confirmed twice by one page: a double click counts once', async () => {
    const { teach, finds, rules, teaching } = await open();
    const rule = await teach();
    await finds(rule, 'bob', TAB + 1);
    await Promise.all([
      teaching.confirm(TAB + 1, { visitorId: 'bob', isRight: true }),
      teaching.confirm(TAB + 1, { visitorId: 'bob', isRight: true }),
    ]);
    await teaching.confirm(TAB + 1, { visitorId: 'bob', isRight: true });
    expect(await rules()).toEqual([{ ...rule, confirmed: 1 }]);
  });

  it('goes when it is wrong; the others stay', async () => {
    const { sites, teach, finds, rules, teaching, heard, contexts } = await open();
    await sites.changeRules(CRM, () => [ruleOf('old')]);
    const rule = await teach();
    await finds(rule, 'bob', TAB + 1);
    heard.length = 0;
    await teaching.confirm(TAB + 1, { visitorId: 'bob', isRight: false });
    expect((await rules()).map(({ id }) => id)).toEqual(['old']);
    expect(heard).toEqual([[CRM, 'report']]);
    expect(await contexts.find(TAB + 1)).toEqual({ visitorId: '', origin: CRM });
  });

  it('is not touched by an answer that nobody asked for', async () => {
    const { teach, finds, rules, teaching, contexts } = await open();
    const rule = await teach();
    await finds(rule, 'ada');
    for (const isRight of [true, false]) await teaching.confirm(TAB, { visitorId: 'ada', isRight });
    await teaching.confirm(99, { visitorId: '', isRight: false });
    await contexts.show(TAB + 1, { visitorId: 'eve', asksAbout: rule.id });
    await teaching.confirm(TAB + 1, { visitorId: 'eve', isRight: false });
    expect(await rules()).toEqual([rule]);
  });

  it('is not confirmed by an answer about a visitor whom the page has left meanwhile', async () => {
    const { teach, finds, rules, teaching } = await open();
    const rule = await teach();
    await finds(rule, 'bob', TAB + 1);
    await teaching.confirm(TAB + 1, { visitorId: 'ada', isRight: true });
    expect(await rules()).toEqual([rule]);
  });

  it('still asks when the answer could not be kept', async () => {
    const { teach, finds, teaching, contexts } = await open();
    const rule = await teach();
    await finds(rule, 'bob', TAB + 1);
    vi.spyOn(browser.storage.local, 'set').mockRejectedValueOnce(new Error('full'));
    expect(await teaching.confirm(TAB + 1, { visitorId: 'bob', isRight: true })).toEqual(
      err({ kind: 'storage-unavailable' }),
    );
    expect(await contexts.find(TAB + 1)).toMatchObject({ asksAbout: rule.id });
  });

  it('asks again in the next session about what was answered in this one, while it is not confirmed', async () => {
    const { teach, finds, teaching } = await open();
    const rule = await teach();
    await finds(rule, 'bob', TAB + 1);
    await teaching.confirm(TAB + 1, { visitorId: 'bob', isRight: true });
    expect(await finds(rule, 'bob', TAB + 1)).toBe(false);
    await browser.storage.session.clear();
    expect(await finds(rule, 'bob', TAB + 1)).toBe(true);
  });
});
