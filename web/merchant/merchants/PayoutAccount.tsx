import { type FormEvent, useState } from 'react'
import { type ApplicationForm, emptyForm, findMistakes, tidyForm } from '#contract/joining-form.ts'
import { readStoreData, requestAccountChange, withdrawAccountChange } from '#contract/store-data.ts'
import { askAnew, useAct } from '../../lib/ask.ts'
import { sayDay, dayOf } from '../../lib/time.ts'
import { TroubleNotice } from '../../lib/Trouble.tsx'
import { makeId } from '../../lib/uuid.ts'
import { Button } from '../../ui/Button.tsx'
import { Facts } from '../../ui/ListRow.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { announce } from '../../ui/Toast.tsx'
import { BankFields } from '../joining/BankFields.tsx'
import { accountKindWords } from '../joining/words.ts'
import type { StoreData } from './StoreDataPage.tsx'

type Account = NonNullable<StoreData['account']>

const factsOf = ({ bankName, branchName, kind, lastDigits, holderKana }: Account) =>
  [
    ['銀行', `${bankName} ${branchName}`],
    ['口座', `${accountKindWords[kind]} 末尾${lastDigits}`],
    ['名義', holderKana],
  ] as const

type PayoutAccountProps = { data: StoreData; mayChange: boolean }

/** Where the shop is paid out to, another account that waits, and the wish for one. */
export function PayoutAccount({ data: { account, next }, mayChange }: PayoutAccountProps) {
  const [asking, setAsking] = useState(false)
  return (
    <section aria-label="代金の振込先" className="flex flex-col gap-4">
      <h2 className="text-lg font-bold">代金の振込先</h2>
      {account ? <Facts facts={factsOf(account)} /> : <p>まだ登録されていません。</p>}
      {next ? <Next next={next} mayChange={mayChange} /> : null}
      {mayChange && !next && !asking ? (
        <Button look="outline" onPress={() => setAsking(true)}>
          振込先を変える
        </Button>
      ) : null}
      {asking && !next ? <WishForm onClose={() => setAsking(false)} /> : null}
      {mayChange ? null : <p className="text-ink-soft">振込先を変えられるのは店主だけです。</p>}
    </section>
  )
}

function Next({ next, mayChange }: { next: NonNullable<StoreData['next']>; mayChange: boolean }) {
  const act = useAct(withdrawAccountChange)
  const withdraw = async () => {
    if (!(await act.send({ params: { id: next.id } }))) return
    announce('変更を取り下げました。')
    askAnew(readStoreData)
  }
  return (
    <Notice
      tone="warning"
      title={
        next.validFrom
          ? `${sayDay(dayOf(next.validFrom))}から新しい振込先になります`
          : '事務局が変更を確認しています'
      }
    >
      <p>
        {next.bankName} {next.branchName} {accountKindWords[next.kind]} 末尾{next.lastDigits}（
        {next.holderKana}）
      </p>
      <p>お心当たりがないときは、すぐに取り下げて、事務局へご連絡ください。</p>
      <TroubleNotice trouble={act.trouble} />
      {mayChange ? (
        <Button look="outline" busy={act.busy} onPress={() => void withdraw()}>
          変更を取り下げる
        </Button>
      ) : null}
    </Notice>
  )
}

const fields = ['bankCode', 'branchCode', 'accountNumber', 'holderKana'] as const

function WishForm({ onClose }: { onClose: () => void }) {
  const act = useAct(requestAccountChange)
  const [form, setForm] = useState<ApplicationForm>(emptyForm)
  const [tried, setTried] = useState(false)
  const [id] = useState(makeId)
  const mistakes = findMistakes(form, { categories: [], wards: [], excludedGoods: [] })
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (fields.some((field) => mistakes[field])) return
    const { bankCode, branchCode, accountKind: kind, accountNumber: number, holderKana } = tidyForm(form)
    if (!(await act.send({ body: { id, bankCode, branchCode, kind, number, holderKana } }))) return
    announce('変更を申し込みました。')
    askAnew(readStoreData)
  }
  return (
    <form
      noValidate
      onSubmit={(event) => void submit(event)}
      className="flex flex-col gap-5 rounded-16 border border-line bg-card p-4"
    >
      <h3 className="font-bold">新しい振込先</h3>
      <p>事務局がお電話で確認し、店主のメールにお知らせしたあと、1週間ほどおいて新しい口座に変わります。</p>
      <BankFields
        form={form}
        onChange={(part) => setForm((before) => ({ ...before, ...part }))}
        mistakes={tried ? mistakes : {}}
      />
      <TroubleNotice trouble={act.trouble} />
      <Button type="submit" size="large" wide busy={act.busy}>
        変更を申し込む
      </Button>
      <Button look="quiet" onPress={onClose}>
        キャンセル
      </Button>
    </form>
  )
}
