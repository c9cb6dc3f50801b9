import * as z from 'zod/mini';
import { createKeyedQueue } from '../keyed-queue.ts';
import type { CommandAnswers, CommandData } from '../messaging/contract.ts';
import type { From } from '../messaging/sender.ts';
import { err, ok, type Result } from '../result.ts';
import type { StorageFailure } from '../storage/failure.ts';
import { CONFIRMATIONS, MOST_RULES, type Rule } from '../storage/items/sites.ts';
import { sessionItem } from '../storage/session.ts';
import type { Contexts } from './contexts.ts';
import type { HostLink } from './host-link.ts';
import { siteOf } from './patterns.ts';
import { TEACH_SCRIPT } from './scripts.ts';
import type { Sites } from './sites.ts';

type Dependencies = {
  sites: Pick<Sites, 'changeRules'>;
  contexts: Pick<Contexts, 'find' | 'settle' | 'show'>;
  link: Pick<HostLink, 'inject' | 'tell' | 'tellSite'>;
};

/** Visitors of which the agent has said in this session whether a rule is right. */
const MOST_ANSWERED = 200;

const teaching = z.object({
  /** The tabs in which the agent is pointing at something: on which site, and whether the sidebar made room for that. */
  tabs: z.record(z.string(), z.object({ site: z.optional(z.string()), madeRoom: z.boolean() })),
  /** A rule that was taught in a tab: what it finds there first needs no question. */
  taught: z.record(z.string(), z.string()),
  /** What was asked last in each tab. */
  asked: z.record(z.string(), z.string()),
  /** What was asked and answered. */
  answered: z.array(z.string()),
});

/** On another page a rule that always finds the same is asked about again: that is how it is found out. */
export type Question = { ruleId: string; visitorId: string; url: string };
/** An address can be of two megabytes. */
const nameOf = ({ ruleId, visitorId, url }: Question) => JSON.stringify([ruleId, visitorId, url.slice(0, 2000)]);

/** Teaching a rule by pointing, and the questions on the next pages. */
export function createTeaching({ sites, contexts, link }: Dependencies) {
  /** What the agent says about a tab counts once, also with a double click. */
  const inTurn = createKeyedQueue();
  const stored = sessionItem('teaching', teaching, { tabs: {}, taught: {}, asked: {}, answered: [] });
  const note = (question: string) =>
    stored.update((now) => [{ ...now, answered: [...now.answered, question].slice(-MOST_ANSWERED) }, undefined]);
  const keep = async (rule: Rule, site: string, tabId: number): Promise<Result<undefined, StorageFailure>> => {
    const fresh: Rule = { ...rule, id: crypto.randomUUID(), confirmed: 0 };
    await stored.update((now) => [{ ...now, taught: { ...now.taught, [tabId]: fresh.id } }, undefined]);
    const saved = await sites.changeRules(site, (rules) => [fresh, ...rules].slice(0, MOST_RULES));
    if (saved.ok) await link.tellSite(site, { to: 'host', say: 'report' });
    return saved;
  };
  const over = (tabId: number) =>
    stored.update(({ tabs: { [tabId]: _, ...tabs }, ...now }) => [{ ...now, tabs }, undefined]);
  const without = (all: Record<string, string>, tabId: number) => {
    const { [tabId]: _, ...others } = all;
    return others;
  };
  return {
    /** The tab is gone. */
    async forgetTab(tabId: number): Promise<void> {
      await over(tabId);
      await stored.update((now) => [
        { ...now, taught: without(now.taught, tabId), asked: without(now.asked, tabId) },
        undefined,
      ]);
    },

    /** Puts the script into the page with which the agent points. A sidebar there would stand in the way. */
    async begin(tabId: number, isFromFrame: boolean): Promise<CommandAnswers['teach/begin']> {
      const { origin } = (await contexts.find(tabId)) ?? {};
      const begun = { site: origin && siteOf(origin), madeRoom: isFromFrame };
      await stored.update((now) => [{ ...now, tabs: { ...now.tabs, [tabId]: begun } }, undefined]);
      await link.tell(tabId, { to: 'host', say: 'hide' });
      const injected = await link.inject(tabId, TEACH_SCRIPT);
      if (!injected.ok) await over(tabId);
      return injected;
    },

    /** What the agent pointed at, from a page in which they were asked to. */
    end: (
      { rule }: CommandData<'teach/result'>,
      { tabId = -1, origin = '' }: From,
    ): Promise<CommandAnswers['teach/result']> =>
      inTurn(String(tabId), async () => {
        const begun = (await stored.read()).tabs[tabId];
        const site = siteOf(origin);
        // The tab may have gone on to another site meanwhile, which was asked nothing.
        if (!begun || !site || (begun.site && begun.site !== site)) return err({ kind: 'not-teaching' });
        const saved = rule ? await keep(rule, site, tabId) : ok(undefined);
        // Of a full disk the agent may try again.
        if (!saved.ok) return saved;
        await over(tabId);
        if (begun.madeRoom) await link.tell(tabId, { to: 'host', say: 'show' });
        return saved;
      }),

    /** Whether the agent has still to be asked about what a rule found in a tab. */
    async hasToAsk(question: Question, tabId: number): Promise<boolean> {
      const name = nameOf(question);
      const { answered, taught } = await stored.read();
      if (answered.includes(name)) return false;
      const isTaughtHere = taught[tabId] === question.ruleId;
      await stored.update(({ taught: { [tabId]: _, ...others }, ...now }) => [
        { ...now, taught: isTaughtHere ? others : taught, asked: { ...now.asked, [tabId]: name } },
        undefined,
      ]);
      if (isTaughtHere) await note(name);
      return !isTaughtHere;
    },

    /** The agent says whether a taught rule found the right visitor in a tab. A wrong one goes. */
    confirm: (
      tabId: number,
      { visitorId, isRight }: Omit<CommandData<'rule/confirm'>, 'tabId'>,
    ): Promise<CommandAnswers['rule/confirm']> =>
      inTurn(String(tabId), async () => {
        const { asksAbout, origin, visitorId: shown } = (await contexts.find(tabId)) ?? {};
        const site = origin && siteOf(origin);
        // The page may have gone on to somebody else before the click arrived.
        if (!asksAbout || !site || shown !== visitorId) return ok(undefined);
        await note((await stored.read()).asked[tabId] ?? '');
        const saved = await sites.changeRules(site, (rules) =>
          isRight
            ? rules.map((rule) => (rule.id === asksAbout ? confirmedOnceMore(rule) : rule))
            : rules.filter(({ id }) => id !== asksAbout),
        );
        if (!saved.ok) return saved;
        // A wrong one is nobody from now on, in one step: who had gone along with it goes back.
        await (isRight ? contexts.settle(tabId) : contexts.show(tabId, { visitorId: '', origin }));
        await link.tellSite(site, { to: 'host', say: 'report' });
        return saved;
      }),
  };
}

const confirmedOnceMore = (rule: Rule): Rule => ({ ...rule, confirmed: Math.min(rule.confirmed + 1, CONFIRMATIONS) });

export type Teaching = ReturnType<typeof createTeaching>;
