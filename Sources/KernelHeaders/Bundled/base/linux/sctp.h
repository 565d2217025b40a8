/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_SCTP_H
#define _LINUX_SCTP_H

#include <linux/in.h>
#include <linux/in6.h>
#include <linux/skbuff.h>

struct sctphdr {
	__be16 source;
	__be16 dest;
	__be32 vtag;
	__le32 checksum;
};

#endif /* _LINUX_SCTP_H */
