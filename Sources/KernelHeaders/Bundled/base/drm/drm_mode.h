/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _DRM_DRM_MODE_H
#define _DRM_DRM_MODE_H

#include <linux/types.h>

#endif /* _DRM_DRM_MODE_H */
