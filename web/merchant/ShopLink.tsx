import { type AnyRouter, Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'

type ShopLinkProps = {
  to: string
  params?: Record<string, string>
  className: string
  children: ReactNode
}

/** A link inside the merchant app; the router's types know the resident's paths only. Refuses nothing. */
export function ShopLink({ to, params = {}, className, children }: ShopLinkProps) {
  return (
    <Link<AnyRouter, string, string> to={to} params={params as never} className={className}>
      {children}
    </Link>
  )
}
