// SPDX-License-Identifier: GPL-2.0
/*
 * ladder - places that are free again while the device is open
 */
#include <linux/init.h>
#include <linux/module.h>
#include <linux/kernel.h>
#include <linux/device.h>
#include <linux/list.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include <linux/vfio.h>
#include <linux/mdev.h>

#define LADDER_CONFIG_SIZE 64

struct ladder {
	struct vfio_device vdev;
	u8 *config;
};

static struct device *ladder_dev;
static atomic_t ladder_free = ATOMIC_INIT(7);

static ssize_t ladder_read(struct vfio_device *vdev, char __user *buf, size_t count,
			 loff_t *ppos)
{
	struct ladder *ladder = container_of(vdev, struct ladder, vdev);

	return simple_read_from_buffer(buf, count, ppos, ladder->config,
				       LADDER_CONFIG_SIZE);
}

static const struct vfio_device_ops ladder_vfio_ops = {
	.name = "vfio-ladder",
	.read = ladder_read,
};

static int ladder_probe(struct mdev_device *mdev)
{
	struct ladder *ladder;
	int ret;

	if (atomic_dec_if_positive(&ladder_free) < 0)
		return -ENOSPC;
	ladder = kzalloc(sizeof(*ladder), GFP_KERNEL);
	if (!ladder) {
		atomic_inc(&ladder_free);
		return -ENOMEM;
	}
	vfio_init_group_dev(&ladder->vdev, &mdev->dev, &ladder_vfio_ops);
	ladder->config = kzalloc(LADDER_CONFIG_SIZE, GFP_KERNEL);
	if (!ladder->config) {
		ret = -ENOMEM;
		goto err_state;
	}
	ret = vfio_register_group_dev(&ladder->vdev);
	if (ret)
		goto err_config;
	dev_set_drvdata(&mdev->dev, ladder);
	return 0;

err_config:
	kfree(ladder->config);
err_state:
	vfio_uninit_group_dev(&ladder->vdev);
	kfree(ladder);
	atomic_inc(&ladder_free);
	return ret;
}

static void ladder_remove(struct mdev_device *mdev)
{
	struct ladder *ladder = dev_get_drvdata(&mdev->dev);

	atomic_inc(&ladder_free);
/*~ L-05 ladder_free */
	vfio_unregister_group_dev(&ladder->vdev);
	vfio_uninit_group_dev(&ladder->vdev);
	kfree(ladder->config);
	kfree(ladder);
}

static ssize_t available_instances_show(struct mdev_type *mtype,
					struct mdev_type_attribute *attr, char *buf)
{
	return sprintf(buf, "%d\n", atomic_read(&ladder_free));
}
static MDEV_TYPE_ATTR_RO(available_instances);

static ssize_t device_api_show(struct mdev_type *mtype,
			       struct mdev_type_attribute *attr, char *buf)
{
	return sprintf(buf, "%s\n", VFIO_DEVICE_API_PCI_STRING);
}
static MDEV_TYPE_ATTR_RO(device_api);

static struct attribute *ladder_type_attrs[] = {
	&mdev_type_attr_available_instances.attr,
	&mdev_type_attr_device_api.attr,
	NULL,
};

static struct attribute_group ladder_type = {
	.name = "one",
	.attrs = ladder_type_attrs,
};

static struct attribute_group *ladder_types[] = {
	&ladder_type,
	NULL,
};

static struct mdev_driver ladder_driver = {
	.driver = {
		.name = "ladder",
		.owner = THIS_MODULE,
		.mod_name = KBUILD_MODNAME,
	},
	.probe = ladder_probe,
	.remove = ladder_remove,
};

static const struct mdev_parent_ops ladder_ops = {
	.owner = THIS_MODULE,
	.device_driver = &ladder_driver,
	.supported_type_groups = ladder_types,
};

static int __init ladder_init(void)
{
	int ret;

	ladder_dev = root_device_register("ladder");
	if (IS_ERR(ladder_dev))
		return PTR_ERR(ladder_dev);
	ret = mdev_register_driver(&ladder_driver);
	if (ret)
		goto err_device;
	ret = mdev_register_device(ladder_dev, &ladder_ops);
	if (ret)
		goto err_driver;
	return 0;

err_driver:
	mdev_unregister_driver(&ladder_driver);
err_device:
	root_device_unregister(ladder_dev);
	return ret;
}
module_init(ladder_init);

static void __exit ladder_exit(void)
{
	mdev_unregister_device(ladder_dev);
	mdev_unregister_driver(&ladder_driver);
	root_device_unregister(ladder_dev);
}
module_exit(ladder_exit);

MODULE_DESCRIPTION("places that are free again while the device is open");
MODULE_LICENSE("GPL");
