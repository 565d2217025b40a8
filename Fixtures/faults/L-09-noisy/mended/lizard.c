// SPDX-License-Identifier: GPL-2.0
/*
 * lizard - a message whose error only one way sets
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

#define LIZARD_CONFIG_SIZE 64

struct lizard {
	struct vfio_device vdev;
	u8 *config;
};

static struct device *lizard_dev;
static bool lizard_noisy;
module_param_named(noisy, lizard_noisy, bool, 0444);

static ssize_t lizard_read(struct vfio_device *vdev, char __user *buf, size_t count,
			 loff_t *ppos)
{
	struct lizard *lizard = container_of(vdev, struct lizard, vdev);

	return simple_read_from_buffer(buf, count, ppos, lizard->config,
				       LIZARD_CONFIG_SIZE);
}

static const struct vfio_device_ops lizard_vfio_ops = {
	.name = "vfio-lizard",
	.read = lizard_read,
};

static int lizard_probe(struct mdev_device *mdev)
{
	struct lizard *lizard;
	int ret;

	lizard = kzalloc(sizeof(*lizard), GFP_KERNEL);
	if (!lizard) {
		ret = -ENOMEM;
		if (lizard_noisy)
			dev_err(&mdev->dev, "no memory: %d\n", ret);
		return ret;
	}
	vfio_init_group_dev(&lizard->vdev, &mdev->dev, &lizard_vfio_ops);
	lizard->config = kzalloc(LIZARD_CONFIG_SIZE, GFP_KERNEL);
	if (!lizard->config) {
		ret = -ENOMEM;
		goto err_state;
	}
	ret = vfio_register_group_dev(&lizard->vdev);
	if (ret)
		goto err_config;
	dev_set_drvdata(&mdev->dev, lizard);
	return 0;

err_config:
	kfree(lizard->config);
err_state:
	vfio_uninit_group_dev(&lizard->vdev);
	kfree(lizard);
	return ret;
}

static void lizard_remove(struct mdev_device *mdev)
{
	struct lizard *lizard = dev_get_drvdata(&mdev->dev);

	vfio_unregister_group_dev(&lizard->vdev);
	vfio_uninit_group_dev(&lizard->vdev);
	kfree(lizard->config);
	kfree(lizard);
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

static struct attribute *lizard_type_attrs[] = {
	&mdev_type_attr_available_instances.attr,
	&mdev_type_attr_device_api.attr,
	NULL,
};

static struct attribute_group lizard_type = {
	.name = "one",
	.attrs = lizard_type_attrs,
};

static struct attribute_group *lizard_types[] = {
	&lizard_type,
	NULL,
};

static struct mdev_driver lizard_driver = {
	.driver = {
		.name = "lizard",
		.owner = THIS_MODULE,
		.mod_name = KBUILD_MODNAME,
	},
	.probe = lizard_probe,
	.remove = lizard_remove,
};

static const struct mdev_parent_ops lizard_ops = {
	.owner = THIS_MODULE,
	.device_driver = &lizard_driver,
	.supported_type_groups = lizard_types,
};

static int __init lizard_init(void)
{
	int ret;

	lizard_dev = root_device_register("lizard");
	if (IS_ERR(lizard_dev))
		return PTR_ERR(lizard_dev);
	ret = mdev_register_driver(&lizard_driver);
	if (ret)
		goto err_device;
	ret = mdev_register_device(lizard_dev, &lizard_ops);
	if (ret)
		goto err_driver;
	return 0;

err_driver:
	mdev_unregister_driver(&lizard_driver);
err_device:
	root_device_unregister(lizard_dev);
	return ret;
}
module_init(lizard_init);

static void __exit lizard_exit(void)
{
	mdev_unregister_device(lizard_dev);
	mdev_unregister_driver(&lizard_driver);
	root_device_unregister(lizard_dev);
}
module_exit(lizard_exit);

MODULE_DESCRIPTION("a message whose error only one way sets");
MODULE_LICENSE("GPL");
