import { tellOfAttacks, tellOfHaste } from '../hostile-story.ts';
import { hostile } from '../pages/hostile.ts';

// All of them in both browsers; the short run has those of Chromium that differ by more than a property.
tellOfAttacks(hostile);
tellOfHaste();
