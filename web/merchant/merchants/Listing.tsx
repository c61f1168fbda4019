import { type FormEvent, useState } from 'react'
import { emptyForm, findMistakes } from '#contract/joining-form.ts'
import { readStoreData, requestListingChange, withdrawListingChange } from '#contract/store-data.ts'
import { askAnew, useAct } from '../../lib/ask.ts'
import { sayMinute } from '../../lib/time.ts'
import { useTown } from '../../lib/town.ts'
import { TroubleNotice } from '../../lib/Trouble.tsx'
import { makeId } from '../../lib/uuid.ts'
import { Button } from '../../ui/Button.tsx'
import { Facts } from '../../ui/ListRow.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { announce } from '../../ui/Toast.tsx'
import { CategoryField, type FieldsProps, StoreFields } from '../joining/Fields.tsx'
import { fieldNames } from '../joining/words.ts'
import type { useStaff } from '../use-staff.ts'
import type { StoreData } from './StoreDataPage.tsx'

type Store = ReturnType<typeof useStaff>['store']
type Waiting = StoreData['listingChange']

/** What people find the shop by, a change that waits for the office, and the wish for one. */
export function Listing({ store, waiting }: { store: Store; waiting: Waiting }) {
  const [asking, setAsking] = useState(false)
  const { categories } = useTown()
  const factsOf = ({
    name,
    kana,
    category,
    ward,
    address,
  }: Pick<Store, keyof NonNullable<Waiting> & keyof Store>) =>
    [
      [fieldNames.storeName, name],
      ['カタカナ', kana],
      [fieldNames.category, categories.find(({ code }) => code === category)?.name ?? category],
      [fieldNames.address, `${address}（${ward}）`],
    ] as const
  return (
    <section aria-label="お店の名前・種類・住所" className="flex flex-col gap-4">
      <h2 className="text-lg font-bold">お店の名前・種類・住所</h2>
      <Facts facts={factsOf(store)} />
      {waiting ? <WaitingChange waiting={waiting} facts={factsOf(waiting)} /> : null}
      {waiting || asking ? null : (
        <Button look="outline" onPress={() => setAsking(true)}>
          名前・種類・住所を変える
        </Button>
      )}
      {asking && !waiting ? <WishForm store={store} onClose={() => setAsking(false)} /> : null}
    </section>
  )
}

type WaitingProps = { waiting: NonNullable<Waiting>; facts: readonly (readonly [string, string])[] }

function WaitingChange({ waiting, facts }: WaitingProps) {
  const act = useAct(withdrawListingChange)
  const withdraw = async () => {
    if (!(await act.send({ params: { id: waiting.id } }))) return
    announce('変更を取り下げました。')
    askAnew(readStoreData)
  }
  return (
    <>
      <Notice tone="warning" title="事務局が変更を確認しています">
        {sayMinute(waiting.requestedAt)}に申し込みました。確認が済むと、次の内容になります。
      </Notice>
      <Facts facts={facts} />
      <TroubleNotice trouble={act.trouble} />
      <Button look="quiet" busy={act.busy} onPress={() => void withdraw()}>
        変更を取り下げる
      </Button>
    </>
  )
}

function WishForm({ store, onClose }: { store: Store; onClose: () => void }) {
  const { categories, wards, excludedGoods } = useTown()
  const act = useAct(requestListingChange)
  const [id] = useState(makeId)
  const [tried, setTried] = useState(false)
  const [form, setForm] = useState({
    ...emptyForm,
    ...{ storeName: store.name, storeKana: store.kana, category: store.category, ward: store.ward },
    address: store.address,
  })
  const all = findMistakes(form, { categories: categories.map(({ code }) => code), wards, excludedGoods })
  const { storeName, storeKana, category, ward, address } = all
  const wrong = [storeName, storeKana, category, ward, address].some(Boolean)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (wrong) return
    const body = {
      id,
      name: form.storeName.trim(),
      kana: form.storeKana.trim(),
      address: form.address.trim(),
    }
    if (!(await act.send({ body: { ...body, category: form.category, ward: form.ward } }))) return
    announce('変更を申し込みました。')
    askAnew(readStoreData)
    onClose()
  }
  const fields: FieldsProps = {
    form,
    fixed: ['phone'],
    mistakes: tried ? all : {},
    onChange: (part) => setForm((before) => ({ ...before, ...part })),
  }
  return (
    <form noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-5">
      <StoreFields {...fields} />
      <CategoryField {...fields} />
      <p className="text-sm text-ink-soft">
        事務局が確認してから、利用者のアプリやお店のページに表示されます。
      </p>
      <TroubleNotice trouble={act.trouble} />
      <Button type="submit" size="large" wide busy={act.busy}>
        変更を申し込む
      </Button>
      <Button look="quiet" onPress={onClose}>
        やめる
      </Button>
    </form>
  )
}
