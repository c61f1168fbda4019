import { DateField } from '../../ui/DateField.tsx'
import { TextField } from '../../ui/TextField.tsx'

export type Who = { familyKana: string; givenKana: string; birthdate: string; address: string }
export const nobody: Who = { familyKana: '', givenKana: '', birthdate: '', address: '' }

/** Whether everything that is asked for has been typed. */
export const isWhole = ({ familyKana, givenKana, birthdate, address }: Who, withAddress = true): boolean =>
  [familyKana, givenKana, birthdate, ...(withAddress ? [address] : [])].every((text) => text.trim() !== '')

type WhoFieldsProps = {
  who: Who
  onChange: (who: Who) => void
  /** Whether somebody has tried to go on, so that what is missing is said. */
  tried: boolean
  withAddress?: boolean
}

/** Who somebody is: name in kana, birth date and, where it is asked for, the address. */
export function WhoFields({ who, onChange, tried, withAddress = true }: WhoFieldsProps) {
  const missing = (text: string, words: string) => (tried && text.trim() === '' ? words : undefined)
  const set = (part: keyof Who) => (text: string) => onChange({ ...who, [part]: text })
  return (
    <>
      <div className="grid grid-cols-2 gap-3">
        <TextField
          label="セイ"
          value={who.familyKana}
          onChange={set('familyKana')}
          maxLength={40}
          error={missing(who.familyKana, '入力してください。')}
        />
        <TextField
          label="メイ"
          value={who.givenKana}
          onChange={set('givenKana')}
          maxLength={40}
          error={missing(who.givenKana, '入力してください。')}
        />
      </div>
      <DateField
        label="生年月日"
        value={who.birthdate}
        onChange={set('birthdate')}
        error={missing(who.birthdate, '生年月日を入力してください。')}
      />
      {withAddress ? (
        <TextField
          label="住所（都道府県から）"
          value={who.address}
          onChange={set('address')}
          maxLength={200}
          error={missing(who.address, '住所を入力してください。')}
        />
      ) : null}
    </>
  )
}
