import { useNavigate } from '@tanstack/react-router'
import { useCallback, useRef } from 'react'
import { linkAtm, readAtmLink } from '#contract/atm.ts'
import { asking, queryClient, useAct } from '../../lib/ask.ts'
import { paths } from '../../lib/paths.ts'
import { makeId } from '../../lib/uuid.ts'

/** Ties the machine whose code was read to this phone and goes on to its visit; says what stood in the way. */
export function useLinkAtm() {
  const { send, busy, trouble } = useAct(linkAtm)
  const navigate = useNavigate()
  // The same code keeps its id until the server has answered: asked twice, it is one visit.
  const last = useRef({ code: '', id: '' })
  const found = useCallback(
    async (code: string) => {
      if (last.current.code !== code) last.current = { code, id: makeId() }
      const link = await send({ body: { id: last.current.id, code } })
      if (!link) return
      queryClient.setQueryData(asking(readAtmLink, { params: { id: link.id } }).queryKey, link)
      await navigate({ to: paths.atmVisit, params: { linkId: link.id }, replace: true })
    },
    [send, navigate],
  )
  return { found, busy, trouble }
}
