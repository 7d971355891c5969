import { readConfig } from '../src/config.ts';
import { assessFleet } from '../src/readiness/fleet.ts';
import { wireEstate } from '../src/wiring.ts';
import { fleetEstate } from './fleet-estate.ts';

const n = Number(process.argv[2] ?? 1),
  subs = Number(process.argv[3] ?? 1);
const w = await wireEstate(JSON.stringify(fleetEstate({ instances: n, subscriptions: subs })), 'x', {
  config: readConfig({}),
  latencyMs: 50,
});
const reqs = w.requests ?? [];
const all = await w.assessor.instances();
const n0 = reqs.length;
const t0 = Date.now();
const t = performance.now();
const res = await assessFleet(all, w.assessor, {});
console.log(
  'ms',
  Math.round(performance.now() - t),
  'requests',
  reqs.length - n0,
  'verdicts',
  JSON.stringify(
    Object.groupBy(
      res.map((r) => r.reports[0]!.verdict),
      (v) => v,
    ),
  ).slice(0, 100),
);
const sent = reqs.slice(n0);
if (n <= 2)
  for (const r of sent)
    console.log(
      r.startedAt - t0,
      r.endedAt - t0,
      r.kql
        ? 'KQL ' + r.kql.replaceAll('\n', ' ').slice(0, 1500)
        : r.path.split('/').slice(6).join('/') + ' ' + JSON.stringify(r.query),
    );
else
  console.log(
    'graph',
    sent.filter((r) => r.kql).length,
    sent
      .filter((r) => r.kql)
      .map((r) => r.startedAt - t0)
      .join(' '),
  );
if (n <= 2)
  console.log(
    JSON.stringify(res[0]!.reports[0]!.findings.map((f) => [f.requirement, f.status, f.items.map((i) => i.reason)])),
  );
await w.stop();
