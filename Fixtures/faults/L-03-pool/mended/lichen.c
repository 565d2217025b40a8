// SPDX-License-Identifier: GPL-2.0
/*
 * lichen - memory from a table of functions that a failing registration leaves
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

#define LICHEN_CONFIG_SIZE 64

struct lichen {
	struct vfio_device vdev;
	u8 *config;
};

static struct device *lichen_dev;
static u8 *lichen_take(size_t size);
static void lichen_give(u8 *config);

/* Where memory comes from and goes to. */
struct lichen_pool {
	u8 *(*take)(size_t size);
	void (*give)(u8 *config);
};

static const struct lichen_pool lichen_pool = {
	.take = lichen_take,
	.give = lichen_give,
};

static u8 *lichen_take(size_t size)
{
	return kzalloc(size, GFP_KERNEL);
}

static void lichen_give(u8 *config)
{
	kfree(config);
}

static ssize_t lichen_read(struct vfio_device *vdev, char __user *buf, size_t count,
			 loff_t *ppos)
{
	struct lichen *lichen = container_of(vdev, struct lichen, vdev);

	return simple_read_from_buffer(buf, count, ppos, lichen->config,
				       LICHEN_CONFIG_SIZE);
}

static const struct vfio_device_ops lichen_vfio_ops = {
	.name = "vfio-lichen",
	.read = lichen_read,
};

static int lichen_probe(struct mdev_device *mdev)
{
	struct lichen *lichen;
	int ret;

	lichen = kzalloc(sizeof(*lichen), GFP_KERNEL);
	if (!lichen)
		return -ENOMEM;
	vfio_init_group_dev(&lichen->vdev, &mdev->dev, &lichen_vfio_ops);
	lichen->config = lichen_pool.take(LICHEN_CONFIG_SIZE);
	if (!lichen->config) {
		ret = -ENOMEM;
		goto err_state;
	}
	ret = vfio_register_group_dev(&lichen->vdev);
	if (ret)
		goto err_config;
	dev_set_drvdata(&mdev->dev, lichen);
	return 0;

err_config:
	lichen_pool.give(lichen->config);
err_state:
	vfio_uninit_group_dev(&lichen->vdev);
	kfree(lichen);
	return ret;
}

static void lichen_remove(struct mdev_device *mdev)
{
	struct lichen *lichen = dev_get_drvdata(&mdev->dev);

	vfio_unregister_group_dev(&lichen->vdev);
	vfio_uninit_group_dev(&lichen->vdev);
	lichen_pool.give(lichen->config);
	kfree(lichen);
}

static ssize_t available_instances_show(struct mdev_type *mtype,
					struct mdev_type_attribute *attr, char *buf)
{
	return sprintf(buf, "7\n");
}
static MDEV_TYPE_ATTR_RO(available_instances);

static ssize_t device_api_show(struct mdev_type *mtype,
			       struct mdev_type_attribute *attr, char *buf)
{
	return sprintf(buf, "%s\n", VFIO_DEVICE_API_PCI_STRING);
}
static MDEV_TYPE_ATTR_RO(device_api);

static struct attribute *lichen_type_attrs[] = {
	&mdev_type_attr_available_instances.attr,
	&mdev_type_attr_device_api.attr,
	NULL,
};

static struct attribute_group lichen_type = {
	.name = "one",
	.attrs = lichen_type_attrs,
};

static struct attribute_group *lichen_types[] = {
	&lichen_type,
	NULL,
};

static struct mdev_driver lichen_driver = {
	.driver = {
		.name = "lichen",
		.owner = THIS_MODULE,
		.mod_name = KBUILD_MODNAME,
	},
	.probe = lichen_probe,
	.remove = lichen_remove,
};

static const struct mdev_parent_ops lichen_ops = {
	.owner = THIS_MODULE,
	.device_driver = &lichen_driver,
	.supported_type_groups = lichen_types,
};

static int __init lichen_init(void)
{
	int ret;

	lichen_dev = root_device_register("lichen");
	if (IS_ERR(lichen_dev))
		return PTR_ERR(lichen_dev);
	ret = mdev_register_driver(&lichen_driver);
	if (ret)
		goto err_device;
	ret = mdev_register_device(lichen_dev, &lichen_ops);
	if (ret)
		goto err_driver;
	return 0;

err_driver:
	mdev_unregister_driver(&lichen_driver);
err_device:
	root_device_unregister(lichen_dev);
	return ret;
}
module_init(lichen_init);

static void __exit lichen_exit(void)
{
	mdev_unregister_device(lichen_dev);
	mdev_unregister_driver(&lichen_driver);
	root_device_unregister(lichen_dev);
}
module_exit(lichen_exit);

MODULE_DESCRIPTION("memory from a table of functions that a failing registration leaves");
MODULE_LICENSE("GPL");
