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

type Automatic = ReplyOf<typeof readAutomaticTopUp>
type Account = ReplyOf<typeof listBankAccounts>['accounts'][number]

/** オートチャージ: off until it is switched on here; what it does, what it did, and how to stop it. */
export function AutomaticTopUpPage() {
  const automatic = useAsk(readAutomaticTopUp)
  const accounts = useAsk(listBankAccounts)
  return (
    <Screen title="オートチャージ" back={paths.topUpWays} nav={false}>
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

const stoppedWords: Record<NonNullable<Automatic['stoppedBecause']>, string> = {
  declined:
    '銀行でお取引できなかったため、止まっています。口座の残高などを確かめて、もう一度設定してください。',
  account_gone: '口座の登録が解除されたため、止まっています。口座を選び直してください。',
  not_allowed: 'ご本人の確認が必要なため、止まっています。認証設定を確かめてください。',
}

const heldWords: Record<NonNullable<Automatic['held']>['because'], string> = {
  monthly_ceiling: 'ご自身で決めた1か月の上限に達したため、チャージしませんでした。',
  limit: 'チャージできる上限に達したため、チャージしませんでした。',
  balance_cap: '残高の上限を超えるため、チャージしませんでした。',
}

function Standing({
  automatic: { state, stoppedBecause, held, agreement, toppedUpThisMonth },
}: {
  automatic: Automatic
}) {
  const { coinName } = useTown()
  if (state === 'stopped' && stoppedBecause) {
    return (
      <Notice tone="warning" title="オートチャージは止まっています">
        {stoppedWords[stoppedBecause]}
      </Notice>
    )
  }
  if (state === 'off' || !agreement) {
    return (
      <p>
        {coinName}
        の残高が決めた金額を下回ったら、登録した口座から自動でチャージします。いまは設定されていません。
      </p>
    )
  }
  return (
    <>
      <Notice tone="good" title="オートチャージは設定中です">
        お支払いのあと残高が{sayYen(agreement.below)}を下回ると、{sayYen(agreement.amount)}をチャージします。
      </Notice>
      <Facts
        facts={[
          ['今月のオートチャージ', sayYen(toppedUpThisMonth)],
          ['今月の残り', sayYen(Math.max(0, agreement.monthlyCeiling - toppedUpThisMonth))],
        ]}
      />
      {held ? (
        <Notice tone="info">
          {sayMinute(held.at)}：{heldWords[held.because]}
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
        title="先に口座を登録してください"
        action={
          <Link to={paths.topUpAccounts} className={buttonClass('outline')}>
            金融機関口座へ
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
          設定を変更する
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
    announce('オートチャージを止めました。')
    onDone()
  }
  return (
    <>
      <TroubleNotice trouble={act.trouble} />
      <Button look="quiet" busy={act.busy} onPress={() => void stop()}>
        オートチャージを止める
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
    announce('オートチャージを設定しました。')
    onDone()
  })
  const code = codeOf(trouble)
  const wrong = (...codes: (typeof fieldCodes)[number][]) =>
    trouble && codes.some((each) => each === code) ? say(trouble) : undefined
  const missing = (value: number | null) => (tried && !value ? '金額を入力してください。' : undefined)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!below || !amount || !ceiling || !accountId || !agreed) return
    await send({ body: { below, amount, monthlyCeiling: ceiling, bankAccountId: accountId } })
  }
  return (
    <form noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-5">
      <AmountField
        label="残高がこの金額を下回ったら"
        unit="円"
        value={below}
        onChange={setBelow}
        error={missing(below)}
      />
      <AmountField
        label="この金額をチャージする"
        help={`1回に${sayYen(limits.minimum)}〜${sayYen(limits.perTopUp)}`}
        unit="円"
        value={amount}
        onChange={setAmount}
        error={missing(amount) ?? wrong('top_up_below_minimum', 'top_up_over_limit')}
      />
      <AmountField
        label="1か月の上限"
        help={`オートチャージの合計。${sayYen(limits.perMonth)}まで`}
        unit="円"
        value={ceiling}
        onChange={setCeiling}
        error={missing(ceiling) ?? wrong('automatic_ceiling_wrong')}
      />
      <AccountChoice accounts={accounts} chosen={accountId} onChoose={setAccountId} />
      <div>
        <Checkbox checked={agreed} onChange={setAgreed}>
          この設定のとおり、SMSの認証なしで自動で引き落とすことに同意する
        </Checkbox>
        {tried && !agreed ? <p className="font-bold text-red-900">同意にチェックを入れてください。</p> : null}
      </div>
      <p className="text-sm">チャージのたびにメールでお知らせします。銀行で断られると、自動で止まります。</p>
      <TroubleNotice trouble={trouble} except={fieldCodes} />
      {gate}
      <Button type="submit" size="large" wide busy={busy}>
        設定する
      </Button>
    </form>
  )
}

type AccountChoiceProps = { accounts: Account[]; chosen: string | null; onChoose: (id: string) => void }

function AccountChoice({ accounts, chosen, onChoose }: AccountChoiceProps) {
  return (
    <RadioCards
      label="チャージ元の口座"
      value={chosen}
      onChange={onChoose}
      cards={accounts.map(({ id, bankName, lastDigits }) => ({
        value: id,
        title: bankName,
        ...(lastDigits ? { note: `末尾 ${lastDigits}` } : {}),
      }))}
    />
  )
}
