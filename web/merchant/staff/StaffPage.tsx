import type { ReplyOf } from '#contract/endpoint.ts'
import { listStaffMembers } from '#contract/staff.ts'
import { useAsk } from '../../lib/ask.ts'
import { merchantPaths } from '../../lib/paths.ts'
import { Asked } from '../../lib/Trouble.tsx'
import { buttonClass } from '../../ui/Button.tsx'
import { IconPerson } from '../../ui/icons.tsx'
import { RowBody, rowLinkClass, Rows } from '../../ui/ListRow.tsx'
import { ShopLink } from '../ShopLink.tsx'
import { ShopPage } from '../ShopPage.tsx'
import { roleNames } from './role-names.ts'

export type Member = ReplyOf<typeof listStaffMembers>['members'][number]

/** スタッフ: who works here, as what, and how they come in. */
export function StaffPage() {
  const query = useAsk(listStaffMembers)
  return (
    <ShopPage title="スタッフ" back={merchantPaths.menu}>
      <Asked of={query}>
        {({ members }) => (
          <Rows>
            {members.map((member) => (
              <li key={member.id}>
                <ShopLink to={merchantPaths.member} params={{ memberId: member.id }} className={rowLinkClass}>
                  <RowBody
                    icon={<IconPerson />}
                    title={`${member.name}${member.you ? '（あなた）' : ''}`}
                    note={sayWaysIn(member)}
                    end={<span className="font-bold">{roleNames[member.role]}</span>}
                    leads
                  />
                </ShopLink>
              </li>
            ))}
          </Rows>
        )}
      </Asked>
      <ShopLink to={merchantPaths.newMember} className={buttonClass('coin', 'large', true)}>
        スタッフを追加する
      </ShopLink>
      <ShopLink to={merchantPaths.roles} className={buttonClass('quiet')}>
        役割でできること
      </ShopLink>
    </ShopPage>
  )
}

/** How somebody comes in: the mail address, an invitation that waits, a PIN; or that there is no way yet. */
export function sayWaysIn({ mail, signsIn, hasPin }: Member): string {
  const ways = [
    ...(signsIn && mail ? [mail] : []),
    ...(!signsIn && mail ? [`招待中（${mail}）`] : []),
    ...(hasPin ? ['PIN'] : []),
  ]
  return ways.length > 0 ? ways.join('・') : 'PINがまだありません'
}
