import type { ApplicationForm, FormField, Mistake } from '#contract/joining-form.ts'
import { useTown } from '../../lib/town.ts'
import { Checkbox } from '../../ui/Checkbox.tsx'
import { FieldNote } from '../../ui/FieldNote.tsx'
import { RadioCards } from '../../ui/RadioCards.tsx'
import { Select } from '../../ui/Select.tsx'
import { TextField, type TextFieldProps } from '../../ui/TextField.tsx'
import { fieldNames, kindWords, sayMistake } from './words.ts'

export type FieldsProps = {
  form: ApplicationForm
  /** What is known already, and is not asked for. */
  fixed?: readonly FormField[]
  onChange: (part: Partial<ApplicationForm>) => void
  mistakes: Partial<Record<FormField, Mistake>>
}

type LineName = {
  [Name in FormField]: ApplicationForm[Name] extends string ? Name : never
}[FormField]

type LineProps = FieldsProps & { name: LineName } & Partial<
    Pick<TextFieldProps, 'label' | 'help' | 'inputMode' | 'autoComplete' | 'maxLength' | 'placeholder'>
  >

/** One line of the form, by its name; nothing for what is known already. */
export function Line({ name, form, fixed, onChange, mistakes, label, ...rest }: LineProps) {
  if (fixed?.includes(name)) return null
  return (
    <TextField
      label={label ?? fieldNames[name]}
      value={form[name]}
      onChange={(value) => onChange({ [name]: value })}
      error={sayMistake(name, mistakes[name])}
      maxLength={60}
      {...rest}
    />
  )
}

const kinds = ['corporate', 'sole', 'group'] as const

/** Who runs the shop. */
export function PartyFields(props: FieldsProps) {
  const { form, onChange, mistakes } = props
  const own = form.kind === 'sole'
  return (
    <>
      <RadioCards
        label={fieldNames.kind}
        value={form.kind}
        onChange={(kind) => onChange({ kind })}
        cards={kinds.map((value) => ({ value, ...kindWords[value] }))}
      />
      <FieldNote>{sayMistake('kind', mistakes.kind)}</FieldNote>
      {form.kind === 'corporate' ? (
        <Line {...props} name="corporateNumber" inputMode="numeric" maxLength={20} />
      ) : null}
      <Line
        {...props}
        name="businessName"
        label={own ? 'お名前' : '会社・団体の名前'}
        autoComplete="organization"
      />
      <Line
        {...props}
        name="businessKana"
        label={own ? 'お名前（カタカナ）' : '会社・団体の名前（カタカナ）'}
        help="ひらがなで入力しても、カタカナに直して登録します。"
      />
      <Line
        {...props}
        name="representative"
        help="承認後、お店のアプリの最初の利用者になります。"
        autoComplete="name"
      />
    </>
  )
}

/** Where and how the shop is found. */
export function StoreFields(props: FieldsProps) {
  const { form, onChange, mistakes } = props
  const { wards } = useTown()
  return (
    <>
      <Line {...props} name="storeName" help="利用者のアプリと、お店のコードに表示されます。" />
      <Line {...props} name="storeKana" />
      <Select
        label={fieldNames.ward}
        value={form.ward}
        onChange={(ward) => onChange({ ward })}
        options={[
          { value: '', label: '選んでください' },
          ...wards.map((ward) => ({ value: ward, label: ward })),
        ]}
      />
      <FieldNote>{sayMistake('ward', mistakes.ward)}</FieldNote>
      <Line
        {...props}
        name="address"
        help="市から番地・建物名まで"
        autoComplete="street-address"
        maxLength={120}
      />
      <Line {...props} name="phone" inputMode="tel" autoComplete="tel" maxLength={20} />
    </>
  )
}

const days = ['月', '火', '水', '木', '金', '土', '日']

/** What kind of shop it is. */
export function CategoryField({ form, onChange, mistakes }: FieldsProps) {
  const { categories } = useTown()
  return (
    <>
      <Select
        label={fieldNames.category}
        value={form.category}
        onChange={(category) => onChange({ category })}
        options={[
          { value: '', label: '選んでください' },
          ...categories.map(({ code, name }) => ({ value: code, label: name })),
        ]}
      />
      <FieldNote>{sayMistake('category', mistakes.category)}</FieldNote>
    </>
  )
}

/** What the shop sells and when it is open. */
export function HoursFields(props: FieldsProps) {
  const { form, onChange } = props
  return (
    <>
      <CategoryField {...props} />
      <div className="grid grid-cols-2 items-start gap-3">
        <Line {...props} name="opensAt" placeholder="10:00" maxLength={8} />
        <Line {...props} name="closesAt" placeholder="19:00" maxLength={8} />
      </div>
      <DayBoxes closedOn={form.closedOn} onChange={(closedOn) => onChange({ closedOn })} />
      <Line {...props} name="hoursNote" help="たとえば「祝日は休み」。なければ空のままで。" maxLength={40} />
    </>
  )
}

/** The days of the week without business. */
export function DayBoxes({
  closedOn,
  onChange,
}: {
  closedOn: readonly number[]
  onChange: (closedOn: number[]) => void
}) {
  const toggle = (day: number, on: boolean) =>
    onChange(on ? [...closedOn, day] : closedOn.filter((each) => each !== day))
  return (
    <fieldset>
      <legend className="font-bold">{fieldNames.closedOn}（なければ空のまま）</legend>
      <div className="grid grid-cols-4 gap-x-3">
        {days.map((name, index) => (
          <Checkbox
            key={name}
            checked={closedOn.includes(index + 1)}
            onChange={(on) => toggle(index + 1, on)}
          >
            {name}
          </Checkbox>
        ))}
      </div>
    </fieldset>
  )
}

/** Whether points are taken, and what of the shop's goods may not be paid for. */
export function GoodsFields({ form, onChange, mistakes }: FieldsProps) {
  const { coinName, pointsName, excludedGoods } = useTown()
  const chosen = form.acceptsPoints === null ? null : form.acceptsPoints ? 'yes' : 'no'
  return (
    <>
      <RadioCards
        label={`${pointsName}を受け取りますか`}
        value={chosen}
        onChange={(value) => onChange({ acceptsPoints: value === 'yes' })}
        cards={[
          { value: 'yes', title: '受け取る', note: `${coinName}と${pointsName}のどちらでも支払えます` },
          { value: 'no', title: '受け取らない', note: `${coinName}だけで支払えます` },
        ]}
      />
      <FieldNote>{sayMistake('acceptsPoints', mistakes.acceptsPoints)}</FieldNote>
      <fieldset>
        <legend className="font-bold">お店で扱っている対象外の商品</legend>
        <p className="text-sm text-ink-soft">
          これらの代金は、{coinName}でも{pointsName}でも支払えません。お店のページで利用者にお知らせします。
        </p>
        {excludedGoods.map((name) => (
          <Checkbox
            key={name}
            checked={form.excludedGoods.includes(name)}
            onChange={(on) =>
              onChange({
                excludedGoods: excludedGoods.filter((each) =>
                  each === name ? on : form.excludedGoods.includes(each),
                ),
              })
            }
          >
            {name}
          </Checkbox>
        ))}
      </fieldset>
    </>
  )
}
