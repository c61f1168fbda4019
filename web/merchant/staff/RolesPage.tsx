import type { StaffAct } from '#contract/endpoint.ts'
import { mayAct, roleMay, wantsPassword } from '#contract/staff.ts'
import { merchantPaths } from '../../lib/paths.ts'
import { IconCheck } from '../../ui/icons.tsx'
import { ShopPage } from '../ShopPage.tsx'
import { actNames, roleNames, roles } from './role-names.ts'

const acts = Object.keys(mayAct) as StaffAct[]

/** 役割でできること: the very table that the server goes by. */
export function RolesPage() {
  return (
    <ShopPage title="役割でできること" back={merchantPaths.menu}>
      <div className="overflow-hidden rounded-16 border border-line bg-card">
        <table className="w-full border-collapse">
          <thead>
            <tr className="bg-paper-deep">
              <th scope="col" className="p-3 text-left">
                操作
              </th>
              {roles.map((role) => (
                <th key={role} scope="col" className="px-1 py-3">
                  {roleNames[role]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody className="divide-y divide-line">
            {acts.map((act) => (
              <tr key={act}>
                <th scope="row" className="p-3 text-left font-normal">
                  {actNames[act]}
                  {wantsPassword(act) ? <span className="text-ink-soft"> ※</span> : null}
                </th>
                {roles.map((role) => (
                  <td key={role} className="text-center">
                    {roleMay(role, act) ? (
                      <>
                        <IconCheck className="mx-auto size-6 text-green-800" />
                        <span className="sr-only">できます</span>
                      </>
                    ) : (
                      <span className="text-ink-soft">
                        <span aria-hidden="true">—</span>
                        <span className="sr-only">できません</span>
                      </span>
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p>
        ※
        PINではできません。メールアドレスとパスワードでログインしたときだけできます。返金の上限は、店主が役割ごとに決められます。
      </p>
    </ShopPage>
  )
}
