// Node 18 has WebCrypto, but not as a global.
import { webcrypto } from 'node:crypto';

Object.defineProperty(globalThis, 'crypto', { value: globalThis.crypto ?? webcrypto, configurable: true });
