/** How often a sign-in calls AWS, counted on the bundled functions behind the local front door. */
import { startHouse } from '../test/kit/house.ts';
import { countExchanges } from './kit/exchanges.ts';
import { foundOrganisation } from './kit/organisation.ts';
import { tableOf, targetsOf } from './kit/report.ts';

const house = await startHouse({ workers: 1 });
try {
  const counted = await countExchanges(house, await foundOrganisation(house));
  const rows = Object.entries(counted).map(([name, { all, inSequence, signatures, operations }]) => [
    name,
    String(all),
    String(inSequence),
    String(signatures),
    operations.map((operation) => operation.split(':')[1]).join(', '),
  ]);
  const open = counted['open session → app'];
  console.log(`${tableOf([['exchange', 'calls', 'in sequence', 'Sign', 'operations'], ...rows])}

${targetsOf([
  { what: 'calls in sequence, open session → app', measured: open.inSequence, atMost: 2, digits: 0 },
  { what: 'signatures, open session → app', measured: open.signatures, atMost: 1, digits: 0 },
])}`);
} finally {
  await house.close();
}
