import { type FormEvent, useRef, useState } from 'react'
import type { ReplyOf } from '#contract/endpoint.ts'
import { officeStoreCodePaperPath } from '#contract/merchants.ts'
import { liftSuspension, listStoresAtOffice, suspendStore } from '#contract/store-suspensions.ts'
import { askAnew, useAct, useAsk } from '../../lib/ask.ts'
import { operatorPaths as paths } from '../../lib/paths.ts'
import { sayMinute } from '../../lib/time.ts'
import { Asked } from '../../lib/Trouble.tsx'
import { makeId } from '../../lib/uuid.ts'
import { Button, buttonClass } from '../../ui/Button.tsx'
import { Checkbox } from '../../ui/Checkbox.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { TextArea } from '../../ui/TextArea.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { announce } from '../../ui/Toast.tsx'
import { Desk } from '../Desk.tsx'
import { DeskLink } from '../DeskLink.tsx'
import { OfficeForm } from '../OfficeForm.tsx'

type Store = ReplyOf<typeof listStoresAtOffice>['stores'][number]

/** Stores, open or stopped; each can be stopped at once and let go on. */
export function StoresPage() {
  const [typed, type] = useState('')
  const [search, setSearch] = useState('')
  const [stopped, setStopped] = useState(false)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setSearch(typed.trim())
  }
  const query = useAsk(listStoresAtOffice, {
    query: { ...(search ? { search } : {}), ...(stopped ? { suspended: 'true' as const } : {}) },
  })
  return (
    <Desk title="加盟店">
      <DeskLink
        to={paths.accountChanges}
        className="self-start font-bold text-coin-800 underline underline-offset-4"
      >
        振込先の変更
      </DeskLink>
      <DeskLink
        to={paths.listingChanges}
        className="self-start font-bold text-coin-800 underline underline-offset-4"
      >
        お店の情報の変更
      </DeskLink>
      <search>
        <form onSubmit={submit} className="flex max-w-lg flex-col gap-3">
          <TextField
            label="お店の名前・番号・住所"
            type="search"
            inputMode="search"
            value={typed}
            onChange={type}
            maxLength={60}
          />
          <Checkbox checked={stopped} onChange={setStopped}>
            停止しているお店だけ
          </Checkbox>
          <Button type="submit">検索</Button>
        </form>
      </search>
      <Asked of={query}>
        {({ stores }) => (
          <>
            <output className="block">
              {stores.length === 0
                ? '当てはまるお店はありません。'
                : stores.length === 50
                  ? 'はじめの50店です。言葉を足すとしぼりこめます。'
                  : `${stores.length}店`}
            </output>
            <ul className="grid grid-cols-[repeat(auto-fill,minmax(min(100%,20rem),1fr))] gap-4">
              {stores.map((store) => (
                <li key={store.id}>
                  <StoreCard store={store} />
                </li>
              ))}
            </ul>
          </>
        )}
      </Asked>
    </Desk>
  )
}

function StoreCard({ store }: { store: Store }) {
  const { suspension } = store
  return (
    <article
      aria-label={store.name}
      className={`flex h-full flex-col gap-2 rounded-16 border-2 bg-card p-4 ${suspension ? 'border-red-900' : 'border-line'}`}
    >
      <h2 className="text-lg font-bold">{store.name}</h2>
      <p className="text-sm">
        {store.number}・{store.merchantName}
        {store.ofMerchant > 1 ? `（全${store.ofMerchant}店）` : ''}
      </p>
      <p className="text-sm text-ink-soft">{store.address}</p>
      {suspension ? (
        <p className="text-red-900">
          <span className="block font-bold">停止中</span>
          <span className="whitespace-pre-line">{suspension.reason}</span>
          <span className="block text-sm">
            {suspension.by}・{sayMinute(suspension.at)}
          </span>
        </p>
      ) : null}
      <div className="mt-auto flex flex-wrap items-center gap-2 pt-2">
        <StopButton store={store} />
        <a
          href={`/api${officeStoreCodePaperPath.replace(':storeId', store.id).replace(':paper', 'a5')}`}
          target="_blank"
          rel="noopener"
          aria-label={`コードの印刷（PDF）：${store.name}`}
          className={buttonClass('quiet')}
        >
          コードの印刷（PDF）
        </a>
      </div>
    </article>
  )
}

function StopButton({ store }: { store: Store }) {
  const [open, setOpen] = useState(false)
  const deed = store.suspension ? '停止を解除する' : '停止する'
  return (
    <>
      <Button
        look={store.suspension ? 'outline' : 'danger'}
        label={`${store.name}の利用を${deed}`}
        onPress={() => setOpen(true)}
      >
        {deed}
      </Button>
      <Sheet
        title={store.suspension ? '停止を解除しますか？' : 'お支払いの受け付けを止めますか？'}
        open={open}
        onClose={() => setOpen(false)}
      >
        <StopForm store={store} deed={deed} onClose={() => setOpen(false)} />
      </Sheet>
    </>
  )
}

function StopForm({ store, deed, onClose }: { store: Store; deed: string; onClose: () => void }) {
  const id = useRef(makeId())
  const act = useAct(store.suspension ? liftSuspension : suspendStore)
  const [reason, setReason] = useState('')
  const [wholeMerchant, setWholeMerchant] = useState(false)
  const [tried, setTried] = useState(false)
  const submit = async () => {
    setTried(true)
    if (reason.trim() === '') return
    const body = { id: id.current, reason: reason.trim(), wholeMerchant }
    if (!(await act.send({ params: { storeId: store.id }, body }))) return
    onClose()
    announce(store.suspension ? '停止を解除しました。' : 'お支払いの受け付けを止めました。')
    askAnew(listStoresAtOffice)
  }
  return (
    <OfficeForm
      deed={deed}
      look={store.suspension ? 'coin' : 'danger'}
      {...act}
      onSubmit={submit}
      onClose={onClose}
    >
      <p>{store.name}</p>
      {store.suspension ? null : (
        <p>次のお支払いから、どのコードでも受け付けません。済んだお支払いの返金はできます。</p>
      )}
      {store.ofMerchant > 1 ? (
        <Checkbox checked={wholeMerchant} onChange={setWholeMerchant}>
          {store.merchantName}の全{store.ofMerchant}店
        </Checkbox>
      ) : null}
      <TextArea
        label="理由"
        help="記録に残り、お店のアプリと店主へのメールにも載ります。"
        value={reason}
        onChange={setReason}
        maxLength={400}
        error={tried && reason.trim() === '' ? '理由を入力してください。' : undefined}
      />
    </OfficeForm>
  )
}
