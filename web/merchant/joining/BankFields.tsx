import { useDeferredValue, useState } from 'react'
import { listBanks } from '#contract/bank-accounts.ts'
import { isHolder } from '#contract/joining-form.ts'
import { useAsk } from '../../lib/ask.ts'
import { Asked } from '../../lib/Trouble.tsx'
import { Button } from '../../ui/Button.tsx'
import { FieldNote } from '../../ui/FieldNote.tsx'
import { rowLinkClass, RowBody, Rows } from '../../ui/ListRow.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { RadioCards } from '../../ui/RadioCards.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { type FieldsProps, Line } from './Fields.tsx'
import { accountKindWords, fieldNames, sayMistake } from './words.ts'

/** Where the shop's takings are paid to. */
export function BankFields(props: FieldsProps) {
  const { form, onChange, mistakes } = props
  const differs = form.holderKana !== '' && form.businessKana !== '' && !isHolder(form)
  return (
    <>
      <p>申し込む法人・ご本人の名義の口座に限ります。</p>
      {form.bankCode === '' ? (
        <ChooseBank
          error={sayMistake('bankCode', mistakes.bankCode)}
          onChoose={(bankCode) => onChange({ bankCode })}
        />
      ) : (
        <ChosenBank code={form.bankCode} onAgain={() => onChange({ bankCode: '' })} />
      )}
      <Line
        {...props}
        name="branchCode"
        inputMode="numeric"
        help="通帳やキャッシュカードにある「店番」です。"
        maxLength={8}
      />
      <RadioCards
        label={fieldNames.accountKind}
        value={form.accountKind}
        onChange={(accountKind) => onChange({ accountKind })}
        cards={[
          { value: 'futsu', title: accountKindWords.futsu },
          { value: 'toza', title: accountKindWords.toza },
        ]}
      />
      <Line {...props} name="accountNumber" inputMode="numeric" maxLength={12} />
      <Line {...props} name="holderKana" help="通帳の見開きにあるとおりに。例：カ）ツムギシヨウテン" />
      {differs ? (
        <Notice tone="warning" title="会社名・お名前と、口座の名義が違うようです">
          お間違いがなければ、このまま進めます。通帳の見開きの写真を、次の「書類」で追加してください。
        </Notice>
      ) : null}
    </>
  )
}

function ChosenBank({ code, onAgain }: { code: string; onAgain: () => void }) {
  return (
    <div className="flex flex-col gap-1.5">
      <p className="font-bold">{fieldNames.bankCode}</p>
      <div className="flex min-h-14 items-center justify-between gap-3 rounded-12 border-2 border-line bg-card px-4">
        <Asked of={useAsk(listBanks, { query: { search: code } })} rows={1}>
          {({ banks }) => (
            <span className="font-bold">{banks.find((bank) => bank.code === code)?.name ?? code}</span>
          )}
        </Asked>
        <Button look="quiet" label="銀行を選び直す" onPress={onAgain}>
          選び直す
        </Button>
      </div>
    </div>
  )
}

type ChooseBankProps = { error: string | undefined; onChoose: (code: string) => void }

function ChooseBank({ error, onChoose }: ChooseBankProps) {
  const [search, setSearch] = useState('')
  const asked = useDeferredValue(search.trim())
  const query = useAsk(listBanks, { query: asked === '' ? {} : { search: asked } })
  return (
    <div className="flex flex-col gap-3">
      <TextField
        label={fieldNames.bankCode}
        help="名前・読み・銀行コードで探せます。"
        type="search"
        inputMode="search"
        value={search}
        onChange={setSearch}
        maxLength={40}
        placeholder="例：さいたま"
      />
      <FieldNote>{error}</FieldNote>
      <Asked of={query}>
        {({ banks }) =>
          banks.length === 0 ? (
            <p>見つかりません。ほかの言葉でお試しください。</p>
          ) : (
            <Rows>
              {banks.slice(0, 8).map((bank) => (
                <li key={bank.code}>
                  <button type="button" className={rowLinkClass} onClick={() => onChoose(bank.code)}>
                    <RowBody title={bank.name} note={`銀行コード ${bank.code}`} leads />
                  </button>
                </li>
              ))}
            </Rows>
          )
        }
      </Asked>
    </div>
  )
}
