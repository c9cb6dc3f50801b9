import { readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { BrevoFailure } from '../../brevo/failure.ts';
import { decode, type ItemDefinition } from '../item.ts';
import { samples } from './samples.ts';

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
