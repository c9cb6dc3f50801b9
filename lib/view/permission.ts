import { type ReadonlySignal, signal } from '@preact/signals';
import { hasBrevoPermission, onPermissionChanged } from '../permission.ts';

/** Whether the browser lets us reach Brevo. Taken for granted until the browser says no, so that nothing flickers. */
export function followBrevoPermission(): ReadonlySignal<boolean> {
  const allowed = signal(true);
  const look = () =>
    void hasBrevoPermission().then((has) => {
      allowed.value = has;
    });
  onPermissionChanged(look);
  look();
  return allowed;
}
