/** The golden estates that `npm test` judges in memory, through the real clients over HTTPS: Azure's answers leave nothing out. */
import { overHttps } from '../support/judge.ts';
import '../golden/dependencies.test.ts';
import '../golden/gateway-crawl.test.ts';
import '../golden/gateway-golden.test.ts';
import '../golden/key-vault.test.ts';
import '../golden/key-vault-traps.test.ts';
import '../golden/network-traps.test.ts';
import '../golden/tiers.test.ts';
import '../golden/traps-gateway.test.ts';

overHttps();
