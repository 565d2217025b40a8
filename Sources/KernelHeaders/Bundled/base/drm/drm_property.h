/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _DRM_DRM_PROPERTY_H
#define _DRM_DRM_PROPERTY_H

#include <linux/list.h>

struct drm_property;

#endif /* _DRM_DRM_PROPERTY_H */
