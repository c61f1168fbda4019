import { type FormEvent, useState } from 'react'
import { type ApplicationForm, emptyForm } from '#contract/joining-form.ts'
import { readStaff } from '#contract/merchants.ts'
import { changeStoreGoods } from '#contract/store-data.ts'
import { askAnew, useAct } from '../../lib/ask.ts'
import { TroubleNotice } from '../../lib/Trouble.tsx'
import { makeId } from '../../lib/uuid.ts'
import { Button } from '../../ui/Button.tsx'
import { announce } from '../../ui/Toast.tsx'
import { GoodsFields } from '../joining/Fields.tsx'
import type { useStaff } from '../use-staff.ts'

type GoodsProps = { store: ReturnType<typeof useStaff>['store'] }

/** Whether points are taken, and what may not be paid for: the shop's own word, from the next payment on. */
export function Goods({ store: { acceptsPoints, excludedGoods } }: GoodsProps) {
  const act = useAct(changeStoreGoods)
  const [form, setForm] = useState<ApplicationForm>({ ...emptyForm, acceptsPoints, excludedGoods })
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const body = {
      id: makeId(),
      acceptsPoints: form.acceptsPoints ?? acceptsPoints,
      excludedGoods: form.excludedGoods,
    }
    if (!(await act.send({ body }))) return
    announce('次のお支払いから変わります。')
    askAnew(readStaff)
  }
  return (
    <form
      noValidate
      aria-label="お取り扱い"
      onSubmit={(event) => void submit(event)}
      className="flex flex-col gap-5"
    >
      <h2 className="text-lg font-bold">お取り扱い</h2>
      <GoodsFields
        form={form}
        mistakes={{}}
        onChange={(part) => setForm((before) => ({ ...before, ...part }))}
      />
      <TroubleNotice trouble={act.trouble} />
      <Button type="submit" size="large" wide busy={act.busy}>
        お取り扱いを変更する
      </Button>
    </form>
  )
}
