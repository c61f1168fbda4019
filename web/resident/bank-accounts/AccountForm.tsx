import { type FormEvent, useState } from 'react'
import { tellBankAccount } from '#contract/bank-accounts.ts'
import { fromYuchoNumbers } from '#contract/yucho.ts'
import { digitsOf } from '../../lib/digits.ts'
import { TroubleNotice } from '../../lib/Trouble.tsx'
import { Button } from '../../ui/Button.tsx'
import { Facts } from '../../ui/ListRow.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { Screen } from '../Screen.tsx'
import { useGuardedAct } from '../sign-in/use-guarded-act.tsx'
import type { BankForm } from './go-to-bank.ts'

const yucho = '9900'

type AccountFormProps = {
  accountId: string
  bank: { code: string; name: string }
  onReady: (form: BankForm) => void
  onBack: () => void
}

/** Some banks want to be told the account before their own site opens; the numbers go to the bank alone. */
export function AccountForm({ accountId, bank, onReady, onBack }: AccountFormProps) {
  const act = useGuardedAct(tellBankAccount, onReady)
  const tell = (branchCode: string, number: string) =>
    void act.send({ params: { id: accountId }, body: { branchCode, number } })
  const Fields = bank.code === yucho ? YuchoFields : PlainFields
  return (
    <Screen key="account" title={`${bank.name}の口座`} nav={false}>
      <p>通帳かキャッシュカードを見ながら入力してください。番号は銀行にだけ伝え、アプリには残しません。</p>
      {act.gate}
      <TroubleNotice trouble={act.trouble} />
      <Fields busy={act.busy} onTell={tell} />
      <Button look="quiet" onPress={onBack}>
        金融機関を選びなおす
      </Button>
    </Screen>
  )
}

type FieldsProps = { busy: boolean; onTell: (branchCode: string, number: string) => void }

/** 記号 and 番号 of the passbook; what they are for other banks is shown as one types. */
function YuchoFields({ busy, onTell }: FieldsProps) {
  const [symbol, setSymbol] = useState('')
  const [number, setNumber] = useState('')
  const [tried, setTried] = useState(false)
  const account = fromYuchoNumbers(symbol, number)
  const known = typeof account === 'string' ? null : account
  const wrongKind = known?.kind === 'toza'
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (known && !wrongKind) onTell(known.branchCode, known.number)
  }
  return (
    <form noValidate onSubmit={submit} className="flex flex-col gap-5">
      <TextField
        label="記号（5桁）"
        help="例：11940。あとに「-2」のような1桁があるときは、入れなくてかまいません。"
        inputMode="numeric"
        value={symbol}
        onChange={setSymbol}
        maxLength={8}
        error={symbolTrouble(tried && account === 'symbol', wrongKind)}
      />
      <TextField
        label="番号（最大8桁）"
        help="例：12345671。最後の数字は1です。"
        inputMode="numeric"
        value={number}
        onChange={setNumber}
        maxLength={10}
        error={tried && account === 'number' ? '番号を確かめてください。8桁までで、最後は1です。' : undefined}
      />
      <output className="block">
        {known && !wrongKind ? (
          <Facts
            facts={[
              ['店名・店番', `${known.branchName}店・${known.branchCode}`],
              ['普通預金の口座番号', known.number],
            ]}
          />
        ) : (
          <span className="text-ink-soft">
            入力すると、銀行どうしで使う店番と口座番号がここに表示されます。
          </span>
        )}
      </output>
      <Button type="submit" size="large" wide busy={busy}>
        銀行のWebサイトへ進む
      </Button>
    </form>
  )
}

function symbolTrouble(wrong: boolean, wrongKind: boolean): string | undefined {
  if (wrongKind) return '振替口座は登録できません。総合口座の記号（1ではじまる5桁）を入力してください。'
  return wrong ? '記号を確かめてください。1ではじまり0で終わる5桁です。' : undefined
}

function PlainFields({ busy, onTell }: FieldsProps) {
  const [branch, setBranch] = useState('')
  const [number, setNumber] = useState('')
  const [tried, setTried] = useState(false)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (branch.length === 3 && number.length === 7) onTell(branch, number)
  }
  return (
    <form noValidate onSubmit={submit} className="flex flex-col gap-5">
      <TextField
        label="店番号（3桁）"
        inputMode="numeric"
        value={branch}
        onChange={(typed) => setBranch(digitsOf(typed))}
        maxLength={3}
        error={tried && branch.length !== 3 ? '店番号は3桁です。' : undefined}
      />
      <TextField
        label="普通預金の口座番号（7桁）"
        help="7桁より短いときは、はじめに0を足してください。"
        inputMode="numeric"
        value={number}
        onChange={(typed) => setNumber(digitsOf(typed))}
        maxLength={7}
        error={tried && number.length !== 7 ? '口座番号は7桁です。' : undefined}
      />
      <Button type="submit" size="large" wide busy={busy}>
        銀行のWebサイトへ進む
      </Button>
    </form>
  )
}
