import * as contract from '#contract/reconciliation.ts'
import { enqueue } from '../jobs/queue.ts'
import { type Route, route } from '../route.ts'
import { importStatement } from './import-statement.ts'
import * as read from './read.ts'
import { decideResolution, noteDifference, proposeResolution, takeDifference } from './resolve.ts'

export const reconciliationRoutes: Route[] = [
  route(contract.listReconciledDays, read.listReconciledDays),
  route(contract.listDifferences, read.listDifferences),
  route(contract.readDifference, read.readDifference),
  route(contract.takeDifference, takeDifference),
  route(contract.noteDifference, noteDifference),
  route(contract.proposeResolution, proposeResolution),
  route(contract.decideResolution, decideResolution),
  route(contract.runReconciliation, async ({ context }) => {
    await context.database.transact((tx) => enqueue(context.queue, tx, 'reconciliation.run', {}))
    return { done: true as const }
  }),
  route(contract.listProviderFiles, read.listProviderFiles),
  route(contract.readProviderFile, read.readProviderFile),
  route(contract.importStatement, importStatement),
  route(contract.readStatement, read.readStatement),
  route(contract.readClearing, read.readClearing),
]
