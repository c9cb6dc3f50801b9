import { measure } from './budgets.ts';

// Printed by `npm run build`; a build over its budget fails.
for (const { build, what, kB, most } of measure()) {
  console.log(
    `${build.padEnd(12)} ${what.padEnd(26)} ${kB.toFixed(1).padStart(6)} kB of ${most} kB${kB > most ? '  TOO LARGE' : ''}`,
  );
  if (kB > most) process.exitCode = 1;
}
