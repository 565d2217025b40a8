/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _UAPI_DRM_DRM_MODE_H
#define _UAPI_DRM_DRM_MODE_H

#include <linux/types.h>

#endif /* _UAPI_DRM_DRM_MODE_H */
