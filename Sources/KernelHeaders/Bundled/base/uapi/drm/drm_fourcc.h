/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _UAPI_DRM_DRM_FOURCC_H
#define _UAPI_DRM_DRM_FOURCC_H

#include <linux/types.h>

#define fourcc_code(a, b, c, d) \
	((__u32)(a) | ((__u32)(b) << 8) | ((__u32)(c) << 16) | ((__u32)(d) << 24))
#define DRM_FORMAT_BIG_ENDIAN	(1U << 31)
#define DRM_FORMAT_INVALID	0
#define DRM_FORMAT_C8		fourcc_code('C', '8', ' ', ' ')
#define DRM_FORMAT_RGB565	fourcc_code('R', 'G', '1', '6')
#define DRM_FORMAT_RGB888	fourcc_code('R', 'G', '2', '4')
#define DRM_FORMAT_BGR888	fourcc_code('B', 'G', '2', '4')
#define DRM_FORMAT_XRGB8888	fourcc_code('X', 'R', '2', '4')
#define DRM_FORMAT_XBGR8888	fourcc_code('X', 'B', '2', '4')
#define DRM_FORMAT_ARGB8888	fourcc_code('A', 'R', '2', '4')
#define DRM_FORMAT_ABGR8888	fourcc_code('A', 'B', '2', '4')
#define DRM_FORMAT_YUYV		fourcc_code('Y', 'U', 'Y', 'V')
#define DRM_FORMAT_MOD_LINEAR	0ULL
#define DRM_FORMAT_MOD_INVALID	((1ULL << 56) - 1)

#endif /* _UAPI_DRM_DRM_FOURCC_H */
