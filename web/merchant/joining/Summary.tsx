import type { ApplicationForm, FormField } from '#contract/joining-form.ts'
import { useTown } from '../../lib/town.ts'
import { Button } from '../../ui/Button.tsx'
import { Facts } from '../../ui/ListRow.tsx'
import { accountKindWords, fieldNames, kindWords, sayHours } from './words.ts'

type SummaryProps = {
  form: ApplicationForm
  fixed?: readonly FormField[]
  onMend?: (field: FormField) => void
}

/** The form as it is read again, part by part. */
export function Summary({ form, fixed = [], onMend }: SummaryProps) {
  const { categories, pointsName } = useTown()
  const parts: { title: string; field: FormField; facts: (readonly [string, string])[] }[] = [
    {
      title: '事業者',
      field: 'kind',
      facts: [
        [fieldNames.kind, form.kind ? kindWords[form.kind].title : ''],
        ...(form.kind === 'corporate' ? [[fieldNames.corporateNumber, form.corporateNumber] as const] : []),
        [fieldNames.businessName, form.businessName],
        ['カタカナ', form.businessKana],
        [fieldNames.representative, form.representative],
      ],
    },
    {
      title: 'お店',
      field: 'storeName',
      facts: [
        [fieldNames.storeName, form.storeName],
        ['カタカナ', form.storeKana],
        [fieldNames.address, `${form.ward} ${form.address}`.trim()],
        [fieldNames.phone, form.phone],
      ],
    },
    {
      title: '営業と取り扱い',
      field: 'category',
      facts: [
        [fieldNames.category, categories.find(({ code }) => code === form.category)?.name ?? ''],
        ['営業時間', sayHours(form)],
        [pointsName, form.acceptsPoints === null ? '' : form.acceptsPoints ? '受け取る' : '受け取らない'],
        [fieldNames.excludedGoods, form.excludedGoods.join('、') || 'なし'],
      ],
    },
    {
      title: '振込先',
      field: 'bankCode',
      facts: [
        [
          '銀行コード・支店コード',
          [form.bankCode, form.branchCode].filter((code) => code !== '').join(' - '),
        ],
        [fieldNames.accountNumber, `${accountKindWords[form.accountKind]} ${form.accountNumber}`],
        [fieldNames.holderKana, form.holderKana],
      ],
    },
  ]
  return (
    <>
      {parts.map(({ title, field, facts }) => (
        <section key={title} className="flex flex-col gap-1">
          <div className="flex items-center justify-between">
            <h2 className="text-lg font-bold">{title}</h2>
            {onMend && !fixed.includes(field) ? (
              <Button look="quiet" label={`${title}を直す`} onPress={() => onMend(field)}>
                直す
              </Button>
            ) : null}
          </div>
          <Facts facts={facts.map(([name, value]) => [name, value || '未入力'] as const)} />
        </section>
      ))}
    </>
  )
}
