/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _UAPI_LINUX_BYTEORDER_BYTEORDER_H
#define _UAPI_LINUX_BYTEORDER_BYTEORDER_H

#include <linux/types.h>
#include <linux/swab.h>

#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
#define __BIG_ENDIAN		4321
#define __BIG_ENDIAN_BITFIELD
#define __to_le(bits, x)	((__force __le##bits)swab##bits(x))
#define __to_be(bits, x)	((__force __be##bits)(__u##bits)(x))
#else
#define __LITTLE_ENDIAN		1234
#define __LITTLE_ENDIAN_BITFIELD
#define __to_le(bits, x)	((__force __le##bits)(__u##bits)(x))
#define __to_be(bits, x)	((__force __be##bits)swab##bits(x))
#endif

#define cpu_to_le16(x)	__to_le(16, x)
#define cpu_to_le32(x)	__to_le(32, x)
#define cpu_to_le64(x)	__to_le(64, x)
#define cpu_to_be16(x)	__to_be(16, x)
#define cpu_to_be32(x)	__to_be(32, x)
#define cpu_to_be64(x)	__to_be(64, x)
#define le16_to_cpu(x)	__to_le(16, x)
#define le32_to_cpu(x)	__to_le(32, x)
#define le64_to_cpu(x)	__to_le(64, x)
#define be16_to_cpu(x)	__to_be(16, x)
#define be32_to_cpu(x)	__to_be(32, x)
#define be64_to_cpu(x)	__to_be(64, x)
#define __cpu_to_le16(x) cpu_to_le16(x)
#define __cpu_to_le32(x) cpu_to_le32(x)
#define __cpu_to_le64(x) cpu_to_le64(x)
#define __le16_to_cpu(x) le16_to_cpu(x)
#define __le32_to_cpu(x) le32_to_cpu(x)
#define __le64_to_cpu(x) le64_to_cpu(x)

static inline __u16 le16_to_cpup(const __le16 *p)
{
	return le16_to_cpu(*p);
}

static inline __u32 le32_to_cpup(const __le32 *p)
{
	return le32_to_cpu(*p);
}

static inline __u64 le64_to_cpup(const __le64 *p)
{
	return le64_to_cpu(*p);
}

static inline __u32 be32_to_cpup(const __be32 *p)
{
	return be32_to_cpu(*p);
}

static inline void le16_add_cpu(__le16 *var, __u16 val)
{
	*var = cpu_to_le16(le16_to_cpu(*var) + val);
}

static inline void le32_add_cpu(__le32 *var, __u32 val)
{
	*var = cpu_to_le32(le32_to_cpu(*var) + val);
}

#define htons(x)	cpu_to_be16(x)
#define htonl(x)	cpu_to_be32(x)
#define ntohs(x)	be16_to_cpu(x)
#define ntohl(x)	be32_to_cpu(x)

#endif /* _UAPI_LINUX_BYTEORDER_BYTEORDER_H */
