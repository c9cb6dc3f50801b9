import { readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { BrevoFailure } from '../../brevo/failure.ts';
import { decode, encode, type ItemDefinition } from '../item.ts';
import type { MessageState } from './messages.ts';
import { samples, samplesOfVersion2 } from './samples.ts';

/** Every definition that the files of this folder export. */
async function definitions(): Promise<ItemDefinition<unknown>[]> {
  const files = readdirSync(import.meta.dirname).filter((file) => !/samples|\.test\./.test(file));
  const modules: object[] = await Promise.all(files.map((file) => import(`./${file.replace(/\.ts$/, '')}.ts`)));
  const exports: unknown[] = modules.flatMap((module) => Object.values(module));
  return exports.filter(
    (value): value is ItemDefinition<unknown> =>
      typeof value === 'object' && value !== null && 'schema' in value && 'version' in value && 'key' in value,
  );
}

it('G-R10 reads every value that version 1 ever stored', async () => {
  for (const definition of await definitions()) {
    const frozen = samples[definition.key] ?? [];
    expect(frozen, `no frozen sample of ${definition.key}`).not.toEqual([]);
    for (const data of frozen) {
      const reading = decode(definition, structuredClone({ v: 1, data }));
      expect(reading.kind, `${definition.key} ${JSON.stringify(data)}`).toBe('value');
      // Nothing of it may be dropped on the way, as long as nothing has to be migrated.
      if (definition.version === 1) expect(reading).toEqual({ kind: 'value', value: data });
    }
  }
});

it('G-R10 reads every value that version 2 ever stored, and drops nothing of it', async () => {
  const found = (await definitions()).filter(({ version }) => version >= 2);
  expect(found.map(({ key }) => key).toSorted()).toEqual(Object.keys(samplesOfVersion2).toSorted());
  for (const definition of found) {
    for (const data of samplesOfVersion2[definition.key] ?? []) {
      const reading = decode(definition, structuredClone({ v: 2, data }));
      expect(reading, `${definition.key} ${JSON.stringify(data)}`).toEqual({ kind: 'value', value: data });
    }
  }
});

it('G-R10 takes over everything that version 1 stored, idempotently', async () => {
  for (const definition of (await definitions()).filter(({ version }) => version >= 2)) {
    for (const data of (samples[definition.key] ?? []) as object[]) {
      const once = decode(definition, structuredClone({ v: 1, data }));
      expect(once, definition.key).toMatchObject({ kind: 'value', value: data });
      // Read as version 2 wrote it, and once more by the way of version 1 after a crash.
      if (once.kind !== 'value') continue;
      expect(decode(definition, encode(definition, once.value))).toEqual(once);
      expect(definition.migrations?.[1]?.(definition.migrations[1](structuredClone(data)))).toEqual(once.value);
    }
  }
});

it('G-R10 never takes what a later version stored for something else', async () => {
  for (const definition of await definitions()) {
    const data = samples[definition.key]?.[0];
    expect(decode(definition, { v: definition.version + 1, data })).toEqual({ kind: 'newer' });
  }
});

it('G-R10 has a sample of every state of a message', () => {
  const everyKind: Record<MessageState['kind'], true> = {
    held: true,
    queued: true,
    'needs-answer': true,
    dispatching: true,
    sent: true,
    'sent-id-unknown': true,
    'not-sent': true,
    unknown: true,
    deleted: true,
    cancelled: true,
  };
  const kinds = (samplesOfVersion2['message:'] as { state: MessageState }[]).map(({ state }) => state.kind);
  expect(new Set(kinds)).toEqual(new Set(Object.keys(everyKind)));
});

it('G-R10 has a sample for each stored key, and none for a key that is not stored', async () => {
  const keys = (await definitions()).map(({ key }) => key);
  expect(keys.toSorted()).toEqual(Object.keys(samples).toSorted());
});

it('G-R10 has a sample of every failure that may be inside a stored value', () => {
  const everyKind: Record<BrevoFailure['kind'], true> = {
    'key-not-found': true,
    'key-missing': true,
    'address-not-authorised': true,
    forbidden: true,
    invalid: true,
    'not-found': true,
    'rate-limited': true,
    unavailable: true,
    unreachable: true,
    'timed-out': true,
    redirected: true,
    'unusable-answer': true,
  };
  const text = JSON.stringify(samples);
  for (const kind of Object.keys(everyKind)) expect(text).toContain(`"kind":"${kind}"`);
});
