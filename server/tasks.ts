// The table of contents for the worker: every background task, every schedule, and what follows a posting.
import { finishLink } from './bank-accounts/link.ts'
import { unlinkAll, unlinkLeft } from './bank-accounts/unlink.ts'
import { refreshCards } from './cards/refresh.ts'
import { removeAllCards, removeLeft } from './cards/remove.ts'
import { followBonuses, grantForYesterday } from './campaigns/grant.ts'
import { holdInForce, pickEarning } from './campaigns/queries.ts'
import type { Context } from './context.ts'
import {
  notifyStores,
  pickKind,
  pickStores,
  takeFromOutbox,
  takeOneByOne,
  type Tell,
  tellUntold,
} from './jobs/outbox.ts'
import type { JobName, Jobs } from './jobs/queue.ts'
import { tendLedger } from './jobs/tend-ledger.ts'
import { pushAnnouncement } from './notices/announce.ts'
import { remind } from './notices/remind.ts'
import { followPosted, mailReminder, pushNotice, tellOne } from './notices/tell.ts'
import { forgetApplications } from './joining/forget.ts'
import { tellApplicant } from './joining/tell.ts'
import { lapsePoints } from './points/lapse.ts'
import { lapseUnproven } from './residents/lapse.ts'
import { closeDue, eraseDue } from './residents/leave.ts'
import { runReconciliation } from './reconciliation/run.ts'
import { sendInvitation } from './sign-in/invitations.ts'
import { revokeGrant } from './sign-in/provider-grants.ts'
import { sendReset } from './sign-in/send-reset.ts'
import { tellClaimed } from './sign-in/sign-up.ts'
import { forgetOldTries } from './sign-in/tries.ts'
import { letGo, lookAtDeadline } from './top-ups/advance-card.ts'
import { askOverdue } from './top-ups/ask-overdue.ts'
import { askAgain, askWhatever, topUpAutomatically } from './top-ups/finish.ts'
import { pickUpLost } from './top-ups/pick-up-lost.ts'
import { giveBackToCard } from './top-ups/refund-by-card.ts'
import { followCardNotice } from './top-ups/take-card-notice.ts'
import { forgetCodeTries } from './top-ups/redeem-code.ts'
import { queueAutomatic } from './top-ups/top-up-automatically.ts'
import { announce, deliver } from './webhooks/deliver.ts'

/** What to do for each job. All of them may be done twice. */
export const tasks: { [Name in JobName]: (context: Context, data: Jobs[Name]) => Promise<unknown> } = {
  'sign-in.tell': (context, mail) => context.providers.mail.send(mail),
  // A phone that takes no messages has heard nothing, and nobody can change that.
  'sign-in.tell-phone': (context, message) => context.providers.sms.send(message),
  'sign-in.revoke-grant': revokeGrant,
  'sign-in.send-reset': sendReset,
  'sign-in.tell-claimed': tellClaimed,
  'sign-in.tidy': forgetOldTries,
  'sign-in.invite': sendInvitation,
  'joining.tell': tellApplicant,
  'joining.forget': forgetApplications,
  'top-ups.forget-tries': forgetCodeTries,
  'top-ups.settle': (context, { topUpId, asked }) => askAgain(context, topUpId, asked),
  'top-ups.automatic': (context, { residentId }) => topUpAutomatically(context, residentId),
  'top-ups.ask-overdue': askOverdue,
  'top-ups.pick-up': pickUpLost,
  'bank-accounts.unlink-all': (context, { residentId }) => unlinkAll(context, residentId),
  'bank-accounts.pick-up': unlinkLeft,
  'residents.close-due': closeDue,
  'residents.erase-due': eraseDue,
  'residents.lapse-unproven': lapseUnproven,
  'bank-accounts.finish': (context, { accountId }) => finishLink(context, accountId),
  'top-ups.look-at-card': (context, { topUpId }) => lookAtDeadline(context, topUpId),
  'top-ups.let-go': (context, { topUpId }) => letGo(context, topUpId),
  'top-ups.card-notice': followCardNotice,
  'top-ups.card-refund': giveBackToCard,
  'cards.forget-all': (context, { residentId }) => removeAllCards(context, residentId),
  'cards.pick-up': removeLeft,
  'cards.refresh': (context, { residentId }) => refreshCards(context, residentId),
  'top-ups.ask': (context, { topUpId }) => askWhatever(context, topUpId),
  'reconciliation.run': runReconciliation,
  'campaigns.grant': grantForYesterday,
  'points.lapse': lapsePoints,
  'webhooks.deliver': (context, { deliveryId }) => deliver(context, deliveryId),
  'notices.tell': tellOne,
  'notices.push': pushNotice,
  'notices.mail': mailReminder,
  'notices.announce': pushAnnouncement,
  'notices.remind': remind,
  'ledger.tell-again': (context) => tellUntold(context.database, tellEverybody(context), context.now()),
  'ledger.tend': tendLedger,
}

/** When, in Japan; each catches up by itself on what was missed. */
export const schedules: { name: JobName; cron: string }[] = [
  { name: 'top-ups.ask-overdue', cron: '* * * * *' },
  { name: 'ledger.tell-again', cron: '* * * * *' },
  { name: 'top-ups.pick-up', cron: '25 * * * *' },
  { name: 'bank-accounts.pick-up', cron: '35 * * * *' },
  { name: 'cards.pick-up', cron: '45 * * * *' },
  { name: 'notices.remind', cron: '10 * * * *' },
  { name: 'points.lapse', cron: '5 0 * * *' },
  { name: 'residents.close-due', cron: '20 * * * *' },
  { name: 'residents.erase-due', cron: '40 3 * * *' },
  { name: 'residents.lapse-unproven', cron: '50 3 * * *' },
  { name: 'sign-in.tidy', cron: '10 3 * * *' },
  { name: 'joining.forget', cron: '30 3 * * *' },
  { name: 'top-ups.forget-tries', cron: '20 3 * * *' },
  { name: 'ledger.tend', cron: '15 0 * * *' },
  // Reports come in the night; a late one is fetched at the next time.
  { name: 'reconciliation.run', cron: '30 4,7,10,13 * * *' },
  { name: 'campaigns.grant', cron: '0 * * * *' },
]

/**
 * Tells everybody who must know of what was posted; gives the number of batches. What cannot be told of is laid aside
 * and named in the log. Throws only when the database does not answer.
 */
export async function followOutbox(context: Context): Promise<number> {
  try {
    return await takeFromOutbox(context.database, tellEverybody(context))
  } catch (error) {
    console.error('outbox, and now one by one:', error)
    return takeOneByOne(context.database, tellEverybody(context), context.now())
  }
}

const tellEverybody =
  (context: Context): Tell =>
  async (tx, batches) => {
    const credited = await pickKind(tx, batches, 'top_up')
    const returned = await pickKind(tx, batches, 'top_up_return')
    await holdInForce(tx)
    const earning = await pickEarning(tx, batches)
    await followBonuses(tx, { credited, returned, earning, at: context.now() })
    await queueAutomatic(context, tx, batches)
    await notifyStores(tx, await pickStores(tx, batches))
    await announce(context, tx, batches)
    await followPosted(context, tx, batches)
  }
