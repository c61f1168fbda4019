import { type DeskDocument, deskDocuments } from '#contract/recovery.ts'
import { Checkbox } from '../../ui/Checkbox.tsx'
import { documentNames } from './document-names.ts'

type DocumentFieldsProps = {
  seen: readonly DeskDocument[]
  onChange: (seen: DeskDocument[]) => void
  /** Whether somebody has tried to go on, so that it is said that none was chosen. */
  tried: boolean
}

/** Which papers were seen at the desk: at least one. */
export function DocumentFields({ seen, onChange, tried }: DocumentFieldsProps) {
  const toggle = (document: DeskDocument) => (on: boolean) =>
    onChange(on ? [...seen, document] : seen.filter((each) => each !== document))
  return (
    <fieldset className="flex flex-col">
      <legend className="font-bold">窓口で確認した書類</legend>
      {deskDocuments.map((each) => (
        <Checkbox key={each} checked={seen.includes(each)} onChange={toggle(each)}>
          {documentNames[each]}
        </Checkbox>
      ))}
      {tried && seen.length === 0 ? (
        <p role="alert" className="text-red-900">
          確認した書類を選んでください。
        </p>
      ) : null}
    </fieldset>
  )
}
