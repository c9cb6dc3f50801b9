import { tellOfAttacks, tellOfHaste } from '../hostile-story.ts';
import { hostile, isInShortRun } from '../pages/hostile.ts';

// Of each family of attacks that differ by a property alone, two are here; `npm run test:long` has all.
tellOfAttacks(hostile.filter(isInShortRun));
tellOfHaste();
