import { tellOfAttacks, tellOfHaste } from '../hostile-story.ts';
import { hostile } from '../pages/hostile.ts';

// All of them; the short run has those that differ by more than a property.
tellOfAttacks(hostile);
tellOfHaste();
