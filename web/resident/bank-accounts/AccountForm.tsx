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
import { t } from '../words/bank-accounts.ts'

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
    <Screen key="account" title={t('accountAt', { name: bank.name })} nav={false}>
      <p>{t('lookAtBook')}</p>
      {act.gate}
      <TroubleNotice trouble={act.trouble} />
      <Fields busy={act.busy} onTell={tell} />
      <Button look="quiet" onPress={onBack}>
        {t('chooseOtherBank')}
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
        label={t('postSymbol')}
        help={t('postSymbolHelp')}
        inputMode="numeric"
        value={symbol}
        onChange={setSymbol}
        maxLength={8}
        error={symbolTrouble(tried && account === 'symbol', wrongKind)}
      />
      <TextField
        label={t('postNumber')}
        help={t('postNumberHelp')}
        inputMode="numeric"
        value={number}
        onChange={setNumber}
        maxLength={10}
        error={tried && account === 'number' ? t('postNumberWrong') : undefined}
      />
      <output className="block">
        {known && !wrongKind ? (
          <Facts
            facts={[
              [t('branch'), t('branchKnown', { branchName: known.branchName, branchCode: known.branchCode })],
              [t('accountNumberKnown'), known.number],
            ]}
          />
        ) : (
          <span className="text-ink-soft">{t('postFilledIn')}</span>
        )}
      </output>
      <Button type="submit" size="large" wide busy={busy}>
        {t('toBank')}
      </Button>
    </form>
  )
}

function symbolTrouble(wrong: boolean, wrongKind: boolean): string | undefined {
  if (wrongKind) return t('postTransfer')
  return wrong ? t('postSymbolWrong') : undefined
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
        label={t('branchCode')}
        inputMode="numeric"
        value={branch}
        onChange={(typed) => setBranch(digitsOf(typed))}
        maxLength={3}
        error={tried && branch.length !== 3 ? t('branchCodeWrong') : undefined}
      />
      <TextField
        label={t('accountNumber')}
        help={t('accountNumberHelp')}
        inputMode="numeric"
        value={number}
        onChange={(typed) => setNumber(digitsOf(typed))}
        maxLength={7}
        error={tried && number.length !== 7 ? t('accountNumberWrong') : undefined}
      />
      <Button type="submit" size="large" wide busy={busy}>
        {t('toBank')}
      </Button>
    </form>
  )
}
