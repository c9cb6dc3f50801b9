/** Why a stored value could not be read or written. */
export type StorageFailure = { kind: 'storage-unavailable' } | { kind: 'storage-corrupt' } | { kind: 'storage-newer' };
