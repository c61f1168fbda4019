import { Link } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import {
  readAutomaticTopUp,
  switchOffAutomaticTopUp,
  switchOnAutomaticTopUp,
} from '#contract/automatic-top-ups.ts'
import { listBankAccounts } from '#contract/bank-accounts.ts'
import type { ReplyOf } from '#contract/endpoint.ts'
import { asking, codeOf, queryClient, useAct, useAsk } from '../../lib/ask.ts'
import { sayYen } from '../../lib/numbers.ts'
import { paths } from '../../lib/paths.ts'
import { sayMinute } from '../../lib/time.ts'
import { useTown } from '../../lib/town.ts'
import { Asked, TroubleNotice, useTroubleWords } from '../../lib/Trouble.tsx'
import { AmountField } from '../../ui/AmountField.tsx'
import { Button, buttonClass } from '../../ui/Button.tsx'
import { Checkbox } from '../../ui/Checkbox.tsx'
import { Facts } from '../../ui/ListRow.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { RadioCards } from '../../ui/RadioCards.tsx'
import { announce } from '../../ui/Toast.tsx'
import { Screen } from '../Screen.tsx'
import { useGuardedAct } from '../sign-in/use-guarded-act.tsx'
import { t } from '../words/top-ups.ts'

type Automatic = ReplyOf<typeof readAutomaticTopUp>
type Account = ReplyOf<typeof listBankAccounts>['accounts'][number]

/** オートチャージ: off until it is switched on here; what it does, what it did, and how to stop it. */
export function AutomaticTopUpPage() {
  const automatic = useAsk(readAutomaticTopUp)
  const accounts = useAsk(listBankAccounts)
  return (
    <Screen title={t('automatic')} back={paths.topUpWays} nav={false}>
      <Asked of={automatic}>
        {(known) => (
          <>
            <Standing automatic={known} />
            <Asked of={accounts}>
              {({ accounts: all }) => <Whole automatic={known} accounts={all.filter(isLinked)} />}
            </Asked>
          </>
        )}
      </Asked>
    </Screen>
  )
}

const isLinked = ({ state }: Account) => state === 'linked'

const keep = (changed: Automatic) => queryClient.setQueryData(asking(readAutomaticTopUp).queryKey, changed)

const stoppedWords = {
  declined: 'automaticDeclined',
  account_gone: 'automaticAccountGone',
  not_allowed: 'automaticNotAllowed',
} as const satisfies Record<NonNullable<Automatic['stoppedBecause']>, string>

const heldWords = {
  monthly_ceiling: 'heldByCeiling',
  limit: 'heldByLimit',
  balance_cap: 'heldByCap',
} as const satisfies Record<NonNullable<Automatic['held']>['because'], string>

function Standing({
  automatic: { state, stoppedBecause, held, agreement, toppedUpThisMonth },
}: {
  automatic: Automatic
}) {
  const { coinName } = useTown()
  if (state === 'stopped' && stoppedBecause) {
    return (
      <Notice tone="warning" title={t('automaticStopped')}>
        {t(stoppedWords[stoppedBecause])}
      </Notice>
    )
  }
  if (state === 'off' || !agreement) {
    return <p>{t('automaticOff', { coinName })}</p>
  }
  return (
    <>
      <Notice tone="good" title={t('automaticOn')}>
        {t('automaticTerms', { below: sayYen(agreement.below), amount: sayYen(agreement.amount) })}
      </Notice>
      <Facts
        facts={[
          [t('automaticThisMonth'), sayYen(toppedUpThisMonth)],
          [t('leftThisMonth'), sayYen(Math.max(0, agreement.monthlyCeiling - toppedUpThisMonth))],
        ]}
      />
      {held ? (
        <Notice tone="info">
          {sayMinute(held.at)} {t(heldWords[held.because])}
        </Notice>
      ) : null}
    </>
  )
}

function Whole({ automatic, accounts }: { automatic: Automatic; accounts: Account[] }) {
  const [changing, setChanging] = useState(automatic.state !== 'on')
  if (accounts.length === 0) {
    return (
      <Notice
        tone="info"
        title={t('linkFirst')}
        action={
          <Link to={paths.topUpAccounts} className={buttonClass('outline')}>
            {t('toAccounts')}
          </Link>
        }
      />
    )
  }
  return (
    <>
      {changing ? (
        <AgreementForm automatic={automatic} accounts={accounts} onDone={() => setChanging(false)} />
      ) : (
        <Button look="outline" wide onPress={() => setChanging(true)}>
          {t('changeSettings')}
        </Button>
      )}
      {automatic.state === 'on' ? <Off onDone={() => setChanging(true)} /> : null}
    </>
  )
}

function Off({ onDone }: { onDone: () => void }) {
  const act = useAct(switchOffAutomaticTopUp)
  const stop = async () => {
    const changed = await act.send()
    if (!changed) return
    keep(changed)
    announce(t('automaticSwitchedOff'))
    onDone()
  }
  return (
    <>
      <TroubleNotice trouble={act.trouble} />
      <Button look="quiet" busy={act.busy} onPress={() => void stop()}>
        {t('automaticSwitchOff')}
      </Button>
    </>
  )
}

type AgreementFormProps = { automatic: Automatic; accounts: Account[]; onDone: () => void }

const fieldCodes = ['top_up_below_minimum', 'top_up_over_limit', 'automatic_ceiling_wrong'] as const

function AgreementForm({ automatic: { agreement, limits }, accounts, onDone }: AgreementFormProps) {
  const [below, setBelow] = useState(agreement?.below ?? null)
  const [amount, setAmount] = useState(agreement?.amount ?? null)
  const [ceiling, setCeiling] = useState(agreement?.monthlyCeiling ?? null)
  const known = accounts.find(({ id }) => id === agreement?.bankAccountId)
  const [accountId, setAccountId] = useState<string | null>(known?.id ?? accounts[0]?.id ?? null)
  const [agreed, setAgreed] = useState(false)
  const [tried, setTried] = useState(false)
  const say = useTroubleWords()
  const { send, busy, trouble, gate } = useGuardedAct(switchOnAutomaticTopUp, (changed) => {
    keep(changed)
    announce(t('automaticSwitchedOn'))
    onDone()
  })
  const code = codeOf(trouble)
  const wrong = (...codes: (typeof fieldCodes)[number][]) =>
    trouble && codes.some((each) => each === code) ? say(trouble) : undefined
  const missing = (value: number | null) => (tried && !value ? t('someAmountMissing') : undefined)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!below || !amount || !ceiling || !accountId || !agreed) return
    await send({ body: { below, amount, monthlyCeiling: ceiling, bankAccountId: accountId } })
  }
  return (
    <form noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-5">
      <AmountField
        label={t('whenBelow')}
        unit={t('yen')}
        value={below}
        onChange={setBelow}
        error={missing(below)}
      />
      <AmountField
        label={t('topUpBy')}
        help={t('atOnceRange', { minimum: sayYen(limits.minimum), perTopUp: sayYen(limits.perTopUp) })}
        unit={t('yen')}
        value={amount}
        onChange={setAmount}
        error={missing(amount) ?? wrong('top_up_below_minimum', 'top_up_over_limit')}
      />
      <AmountField
        label={t('monthlyCeiling')}
        help={t('monthlyCeilingHelp', { perMonth: sayYen(limits.perMonth) })}
        unit={t('yen')}
        value={ceiling}
        onChange={setCeiling}
        error={missing(ceiling) ?? wrong('automatic_ceiling_wrong')}
      />
      <AccountChoice accounts={accounts} chosen={accountId} onChoose={setAccountId} />
      <div>
        <Checkbox checked={agreed} onChange={setAgreed}>
          {t('automaticAgree')}
        </Checkbox>
        {tried && !agreed ? <p className="font-bold text-red-900">{t('agreeMissing')}</p> : null}
      </div>
      <p className="text-sm">{t('automaticMails')}</p>
      <TroubleNotice trouble={trouble} except={fieldCodes} />
      {gate}
      <Button type="submit" size="large" wide busy={busy}>
        {t('setUp')}
      </Button>
    </form>
  )
}

type AccountChoiceProps = { accounts: Account[]; chosen: string | null; onChoose: (id: string) => void }

function AccountChoice({ accounts, chosen, onChoose }: AccountChoiceProps) {
  return (
    <RadioCards
      label={t('fromAccount')}
      value={chosen}
      onChange={onChoose}
      cards={accounts.map(({ id, bankName, lastDigits }) => ({
        value: id,
        title: bankName,
        ...(lastDigits ? { note: t('endingIn', { lastDigits }) } : {}),
      }))}
    />
  )
}
