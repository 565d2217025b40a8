/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _NET_CHECKSUM_H
#define _NET_CHECKSUM_H

#include <linux/types.h>
#include <linux/errno.h>
#include <asm/byteorder.h>

__wsum csum_partial(const void *buff, int len, __wsum sum);
__sum16 csum_fold(__wsum csum);
__wsum csum_unfold(__sum16 n);
__wsum csum_add(__wsum csum, __wsum addend);
__sum16 csum_tcpudp_magic(__be32 saddr, __be32 daddr, __u32 len, __u8 proto, __wsum sum);
__sum16 ip_fast_csum(const void *iph, unsigned int ihl);
void csum_replace_by_diff(__sum16 *sum, __wsum diff);

#endif /* _NET_CHECKSUM_H */
