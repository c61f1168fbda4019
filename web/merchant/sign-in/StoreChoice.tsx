import { chooseWorkplace, listWorkplaces } from '#contract/staff.ts'
import { forgetAnswers, useAct, useAsk } from '../../lib/ask.ts'
import { TroubleNotice } from '../../lib/Trouble.tsx'
import { IconShop } from '../../ui/icons.tsx'
import { RowBody, rowLinkClass, Rows } from '../../ui/ListRow.tsx'
import { merchantPaths } from '../../lib/paths.ts'
import { beginOtherPagesAnew, rememberStore } from '../chosen-store.ts'
import { roleNames } from '../staff/role-names.ts'

/** お店の切り替え: for who works at several stores, which of them this device acts for. */
export function StoreChoice() {
  const { data } = useAsk(listWorkplaces)
  const act = useAct(chooseWorkplace)
  if (!data || data.workplaces.length < 2) return null
  const choose = async (storeId: string) => {
    if (!(await act.send({ params: { storeId } }))) return
    rememberStore(storeId)
    beginOtherPagesAnew()
    forgetAnswers()
    // Begun anew, so that nothing of the other store is left on the screen or on the line.
    location.assign(`/merchant${merchantPaths.home}`)
  }
  return (
    <section aria-labelledby="store-choice" className="flex flex-col gap-2">
      <h2 id="store-choice" className="text-lg font-bold">
        お店の切り替え
      </h2>
      <Rows>
        {data.workplaces.map(({ storeId, number, name, role, chosen }) => (
          <li key={storeId}>
            <button
              type="button"
              className={`${rowLinkClass} w-full text-left`}
              aria-current={chosen ? 'true' : undefined}
              disabled={chosen || act.busy}
              onClick={() => void choose(storeId)}
            >
              <RowBody
                icon={<IconShop />}
                title={name}
                note={`${roleNames[role]}・${number}${chosen ? '・いま選んでいるお店' : ''}`}
                leads={!chosen}
              />
            </button>
          </li>
        ))}
      </Rows>
      <TroubleNotice trouble={act.trouble} />
    </section>
  )
}
