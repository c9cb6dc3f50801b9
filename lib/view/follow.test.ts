import { expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import * as z from 'zod/mini';
import type { ItemDefinition } from '../storage/item.ts';
import { entry, remove, write } from '../storage/local.ts';
import { createFollower } from './follow.ts';

const pet: ItemDefinition<string> = { key: 'pet:', version: 1, schema: z.string() };
const namesIn = (family: { value: ReadonlyMap<string, string> }) => Object.fromEntries(family.value);

it('follows a family: what is stored, what comes, changes and goes', async () => {
  await write(entry(pet, 'Rex', 'dog'), entry({ ...pet, key: 'plant:' }, 'Ivy', 'ivy'));
  const follower = createFollower();
  const pets = follower.followFamily(pet);
  expect(namesIn(pets)).toEqual({});
  await follower.load();
  expect(namesIn(pets)).toEqual({ dog: 'Rex' });
  await write(entry(pet, 'Tom', 'cat'));
  await write(entry(pet, 'Max', 'dog'));
  expect(namesIn(pets)).toEqual({ dog: 'Max', cat: 'Tom' });
  await remove('pet:dog');
  expect(namesIn(pets)).toEqual({ cat: 'Tom' });
});

it('G-R9 leaves out a member that cannot be read, until it can', async () => {
  await fakeBrowser.storage.local.set({ 'pet:dog': { v: 1, data: 7 }, 'pet:cat': { v: 2, data: 'Tom' } });
  const follower = createFollower();
  const pets = follower.followFamily(pet);
  await follower.load();
  expect(namesIn(pets)).toEqual({});
  await write(entry(pet, 'Rex', 'dog'));
  expect(namesIn(pets)).toEqual({ dog: 'Rex' });
});

it('G-R7 takes a change that comes while it reads for newer than what it reads', async () => {
  await write(entry(pet, 'old', 'dog'), entry(pet, 'Tom', 'cat'), entry(pet, 'Joe', 'cow'));
  const follower = createFollower();
  const pets = follower.followFamily(pet);
  const dog = follower.follow(pet, 'dog');
  const { get } = fakeBrowser.storage.local;
  vi.spyOn(fakeBrowser.storage.local, 'get').mockImplementation(async (keys) => {
    const read = await get(keys);
    if (Array.isArray(keys)) {
      await write(entry(pet, 'new', 'dog'));
      await remove('pet:cat');
    }
    return read;
  });
  await follower.load();
  expect(namesIn(pets)).toEqual({ dog: 'new', cow: 'Joe' });
  expect(dog.value).toEqual({ kind: 'value', value: 'new' });
});

it('reads once: what is followed already comes from the changes', async () => {
  const follower = createFollower();
  follower.followFamily(pet);
  follower.follow(pet, 'dog');
  await follower.load();
  const read = vi.spyOn(fakeBrowser.storage.local, 'get');
  await follower.load();
  expect(read).not.toHaveBeenCalled();
});

it('shows thousands of members at once, not one after the other', async () => {
  await write(...Array.from({ length: 100 }, (_, n) => entry(pet, `Pet ${n}`, String(n))));
  const follower = createFollower();
  const pets = follower.followFamily(pet);
  const sizes: number[] = [];
  pets.subscribe(({ size }) => sizes.push(size));
  await follower.load();
  expect(sizes).toEqual([0, 100]);
});
