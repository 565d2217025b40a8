// SPDX-License-Identifier: GPL-2.0
/*
 * lantern - a failing probe that leaves its device set
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

#define LANTERN_CONFIG_SIZE 64

struct lantern {
	struct vfio_device vdev;
	u8 *config;
};

static struct device *lantern_dev;

static ssize_t lantern_read(struct vfio_device *vdev, char __user *buf, size_t count,
			 loff_t *ppos)
{
	struct lantern *lantern = container_of(vdev, struct lantern, vdev);

	return simple_read_from_buffer(buf, count, ppos, lantern->config,
				       LANTERN_CONFIG_SIZE);
}

static const struct vfio_device_ops lantern_vfio_ops = {
	.name = "vfio-lantern",
	.read = lantern_read,
};

static int lantern_probe(struct mdev_device *mdev)
{
	struct lantern *lantern;
	int ret;

	lantern = kzalloc(sizeof(*lantern), GFP_KERNEL);
	if (!lantern)
		return -ENOMEM;
	vfio_init_group_dev(&lantern->vdev, &mdev->dev, &lantern_vfio_ops);
	lantern->config = kzalloc(LANTERN_CONFIG_SIZE, GFP_KERNEL);
/*~ L-06 kzalloc */
	if (!lantern->config) {
		ret = -ENOMEM;
		goto err_state;
	}
	ret = vfio_register_group_dev(&lantern->vdev);
/*~ L-06 vfio_register_group_dev */
	if (ret)
		goto err_config;
	dev_set_drvdata(&mdev->dev, lantern);
	return 0;

err_config:
	kfree(lantern->config);
err_state:
	kfree(lantern);
	return ret;
}

static void lantern_remove(struct mdev_device *mdev)
{
	struct lantern *lantern = dev_get_drvdata(&mdev->dev);

	vfio_unregister_group_dev(&lantern->vdev);
	vfio_uninit_group_dev(&lantern->vdev);
	kfree(lantern->config);
	kfree(lantern);
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

static struct attribute *lantern_type_attrs[] = {
	&mdev_type_attr_available_instances.attr,
	&mdev_type_attr_device_api.attr,
	NULL,
};

static struct attribute_group lantern_type = {
	.name = "one",
	.attrs = lantern_type_attrs,
};

static struct attribute_group *lantern_types[] = {
	&lantern_type,
	NULL,
};

static struct mdev_driver lantern_driver = {
	.driver = {
		.name = "lantern",
		.owner = THIS_MODULE,
		.mod_name = KBUILD_MODNAME,
	},
	.probe = lantern_probe,
	.remove = lantern_remove,
};

static const struct mdev_parent_ops lantern_ops = {
	.owner = THIS_MODULE,
	.device_driver = &lantern_driver,
	.supported_type_groups = lantern_types,
};

static int __init lantern_init(void)
{
	int ret;

	lantern_dev = root_device_register("lantern");
	if (IS_ERR(lantern_dev))
		return PTR_ERR(lantern_dev);
	ret = mdev_register_driver(&lantern_driver);
	if (ret)
		goto err_device;
	ret = mdev_register_device(lantern_dev, &lantern_ops);
	if (ret)
		goto err_driver;
	return 0;

err_driver:
	mdev_unregister_driver(&lantern_driver);
err_device:
	root_device_unregister(lantern_dev);
	return ret;
}
module_init(lantern_init);

static void __exit lantern_exit(void)
{
	mdev_unregister_device(lantern_dev);
	mdev_unregister_driver(&lantern_driver);
	root_device_unregister(lantern_dev);
}
module_exit(lantern_exit);

MODULE_DESCRIPTION("a failing probe that leaves its device set");
MODULE_LICENSE("GPL");
