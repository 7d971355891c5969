/** The estates that `npm test` judges in memory, through the real clients over HTTPS: Azure's answers leave nothing out. */
import { overHttps } from '../support/judge.ts';
import '../estates/gateway-calls.test.ts';
import '../estates/gateway-crawl.test.ts';
import '../estates/key-vault.test.ts';
import '../estates/key-vault-pitfalls.test.ts';
import '../estates/network-pitfalls.test.ts';
import '../estates/tiers.test.ts';
import '../estates/gateway-pitfalls.test.ts';

overHttps();
